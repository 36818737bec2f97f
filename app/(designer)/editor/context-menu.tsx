'use client';

import { Menu } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ActionContext, EditorAction } from '../actions/editor-action';
import { editorActions, isPossible } from '../actions/editor-actions';
import type { ScreenPoint } from '../canvas/canvas-actions';
import { useEditorState } from '../use-editor';
import { ActionItems } from './action-items';
import type { Clicked } from './context-target';

/** The actions of `designer.actions` that make sense for what was clicked, in sections. */
const SHOWN: Record<Clicked['kind'], string[][]> = {
  nodes: [
    ['configure', 'rename'],
    ['add', 'insertBehind', 'connect', 'insertOnEdge'],
    ['copy', 'cut', 'duplicate'],
    ['group', 'ungroup', 'extract', 'fitSelection'],
    ['removeAndHeal', 'remove'],
  ],
  note: [['copy', 'cut', 'duplicate'], ['remove']],
  edge: [['insertBehind'], ['remove']],
  nothing: [
    ['add', 'note', 'paste'],
    ['selectAll', 'search'],
    ['fit', 'tidy', 'alwaysTidy', 'outline'],
  ],
};

interface ContextMenuProps {
  clicked: Clicked;
  at: ScreenPoint;
  context: () => ActionContext;
  onClose(): void;
}

/** What can be done with the thing under the pointer: the same actions as in menus and by keys. */
export default function ContextMenu({ clicked, at, context, onClose }: ContextMenuProps) {
  const t = useTranslations('designer');
  const state = useEditorState((now) => now);
  const sections = SHOWN[clicked.kind]
    .map((ids) =>
      ids
        .flatMap((id) => editorActions.filter((action) => action.id === id))
        .filter((action) => isPossible(action, state)),
    )
    .filter((actions) => actions.length > 0);
  const perform = (action: EditorAction): void => {
    const now = context();
    // What is added comes where the menu was opened.
    action.perform({
      ...now,
      ui: {
        ...now.ui,
        quickAdd: (place, point = at) => now.ui.quickAdd(place, point),
        paste: (point = at) => now.ui.paste(point),
        canvas: now.ui.canvas && { ...now.ui.canvas, pointer: () => now.ui.canvas?.toFlow(at) ?? null },
      },
    });
  };
  if (sections.length === 0) return null;
  return (
    <Menu
      key={`${at.x},${at.y}`}
      opened
      onClose={onClose}
      position="bottom-start"
      width={320}
      offset={2}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <span aria-hidden style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('contextMenu')} onContextMenu={(event) => event.preventDefault()}>
        <ActionItems sections={sections} perform={perform} />
      </Menu.Dropdown>
    </Menu>
  );
}
