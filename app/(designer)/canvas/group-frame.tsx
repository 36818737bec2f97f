'use client';

import { ActionIcon } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { type CSSProperties, memo } from 'react';
import { late } from '@/app/shell/late';
import { LateMenu } from '@/app/shell/late-menu';
import { useEditor, useEditorState } from '../use-editor';
import type { GroupNode } from './canvas-model';
import classes from './group-frame.module.css';

const OpenGroupMenu = late(() => import('./open-group-menu'));

/** The frame around a group: its title names it, drags it, and colours it. */
export const GroupFrame = memo(function GroupFrame({ data }: NodeProps<GroupNode>) {
  const t = useTranslations('designer.group');
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const { group, members } = data;
  return (
    <div
      className={classes.group}
      style={{ '--tint': `var(--mantine-color-${group.color}-filled)` } as CSSProperties}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the group is also selected from the outline and by its members */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drag by; the same is possible in the outline */}
      <div
        className={`${classes.groupTitle} group-title`}
        onClick={() => editor.select({ nodes: new Set(members) })}
      >
        <input
          className={`${classes.groupName} nodrag`}
          aria-label={t('title')}
          placeholder={t('placeholder')}
          readOnly={readOnly}
          maxLength={120}
          value={group.title}
          onClick={(event) => event.stopPropagation()}
          onChange={(event) =>
            editor.dispatch(
              { type: 'setGroup', group: group.id, values: { title: event.currentTarget.value } },
              'merge',
            )
          }
          onBlur={() => editor.settle()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        {!readOnly && (
          <LateMenu
            render={(props) => <OpenGroupMenu {...props} group={group.id} />}
            button={
              <ActionIcon className="nodrag" size={26} aria-label={t('menu')}>
                <IconDotsVertical size={14} />
              </ActionIcon>
            }
          />
        )}
      </div>
    </div>
  );
});
