'use client';

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type ActionContext, editorActions, isPossible } from '../actions/editor-actions';
import { KeySign } from '../editor/keys-dialog';
import { useEditor, useEditorState } from '../use-editor';

/** Actions that have no button of their own; the rest is in the `?` list. */
const SHOWN = [
  ['search', 'tidy', 'outline'],
  ['add', 'connect', 'note', 'group'],
  ['copy', 'cut', 'duplicate', 'remove', 'removeAndHeal', 'rename'],
  ['settings', 'keys'],
];

export function MoreMenu({ context }: { context: () => ActionContext }) {
  const t = useTranslations('designer');
  const editor = useEditor();
  // The menu shows what is possible now: it follows the selection.
  useEditorState((state) => state.selection);
  const sections = SHOWN.map((ids) =>
    ids.flatMap((id) => editorActions.filter((action) => action.id === id)),
  );
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Tooltip label={t('toolbar.more')}>
          <ActionIcon aria-label={t('toolbar.more')}>
            <IconDots size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {sections.map((actions, index) => (
          <div key={actions[0]?.id}>
            {index > 0 && <Menu.Divider />}
            {actions.map((action) => (
              <Menu.Item
                key={action.id}
                disabled={!isPossible(action, editor.getState())}
                rightSection={action.keys[0] && <KeySign name={action.keys[0]} />}
                onClick={() => action.perform(context())}
              >
                {t(`actions.${action.id}` as 'actions.undo')}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
