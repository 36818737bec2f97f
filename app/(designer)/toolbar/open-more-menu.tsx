'use client';

import { Menu } from '@mantine/core';
import type { OpenMenuProps } from '@/app/shell/late-menu';
import type { ActionContext } from '../actions/editor-action';
import { editorActions, isPossible } from '../actions/editor-actions';
import { ActionItems } from '../editor/action-items';
import { useEditor, useEditorState } from '../use-editor';

/** Actions that have no button of their own; the rest is in the `?` list. */
const SHOWN = [
  ['search', 'tidy', 'alwaysTidy', 'outline'],
  ['add', 'connect', 'note', 'group', 'extract'],
  ['copy', 'cut', 'paste', 'duplicate', 'remove', 'removeAndHeal', 'rename'],
  ['settings', 'keys'],
];

interface OpenMoreMenuProps extends OpenMenuProps {
  context: () => ActionContext;
}

/** The actions themselves, as far as they are possible now. */
export default function OpenMoreMenu({ button, menu, giveBack, context }: OpenMoreMenuProps) {
  const editor = useEditor();
  // The menu shows what is possible now: it follows the selection.
  useEditorState((state) => state.selection);
  const sections = SHOWN.map((ids) =>
    ids.flatMap((id) => editorActions.filter((action) => action.id === id)),
  );
  return (
    <Menu position="bottom-end" width={300} {...menu}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <ActionItems
          sections={sections}
          isDisabled={(action) => !isPossible(action, editor.getState())}
          perform={(action) => {
            giveBack();
            action.perform(context());
          }}
        />
      </Menu.Dropdown>
    </Menu>
  );
}
