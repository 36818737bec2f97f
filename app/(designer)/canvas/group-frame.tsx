'use client';

import { ActionIcon, ColorSwatch, Menu } from '@mantine/core';
import { IconDotsVertical, IconFolderX } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { type CSSProperties, memo } from 'react';
import { flowGroupSchema } from '@/runtime/flow/flow-document';
import { useEditor, useEditorState } from '../use-editor';
import classes from './canvas.module.css';
import type { GroupNode } from './canvas-model';

const COLORS = flowGroupSchema.shape.color.unwrap().options;

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
        />
        {!readOnly && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon className="nodrag" size="sm" aria-label={t('menu')}>
                <IconDotsVertical size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {COLORS.map((color) => (
                <Menu.Item
                  key={color}
                  leftSection={<ColorSwatch size={14} color={`var(--mantine-color-${color}-filled)`} />}
                  onClick={() => editor.dispatch({ type: 'setGroup', group: group.id, values: { color } })}
                >
                  {t(`colors.${color}`)}
                </Menu.Item>
              ))}
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconFolderX size={14} />}
                onClick={() => editor.dispatch({ type: 'removeGroup', group: group.id })}
              >
                {t('dissolve')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </div>
  );
});
