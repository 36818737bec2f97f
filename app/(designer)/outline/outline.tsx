'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useClipboard } from '../actions/use-clipboard';
import { belowEverything } from '../model/below-everything';
import { QuickAddMenu } from '../palette/quick-add-menu';
import { useEditor, useEditorState } from '../use-editor';
import classes from './outline.module.css';
import { OutlineLine } from './outline-line';
import type { OutlineRow } from './outline-model';
import { isSelected, toggleRow } from './outline-selection';
import { useOutline } from './use-outline';

/** The flow as an indented list. What the canvas can do, this can do too, by keyboard alone; see canvas-operations.ts. */
export function Outline() {
  const t = useTranslations('designer.outline');
  const editor = useEditor();
  const selection = useEditorState((state) => state.selection);
  const { rows, current, menu, scroller, virtual, go, openMenu, closeMenu, setActive, onKeyDown } =
    useOutline();
  useClipboard(
    editor,
    useCallback(() => belowEverything(editor.getState().flow), [editor]),
  );
  const add = (row: OutlineRow): void => {
    if (row.kind !== 'port') return;
    openMenu(
      row.edge ? { kind: 'edge', edge: row.edge.id } : { kind: 'port', node: row.node.id, port: row.port.id },
    );
  };
  return (
    <div className={classes.outline} ref={scroller} data-editor-surface>
      {rows.length === 0 && <p className={classes.empty}>{t('empty')}</p>}
      <div
        role="tree"
        aria-label={t('label')}
        aria-multiselectable
        tabIndex={rows.length === 0 ? 0 : -1}
        className={classes.rows}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <OutlineLine
              key={row.key}
              row={row}
              index={item.index}
              top={item.start}
              active={item.index === current}
              selected={isSelected(row, selection)}
              onPick={(extend) => {
                if (!extend) return go(item.index);
                setActive(item.index);
                toggleRow(editor, row);
              }}
              onReach={() => go(item.index)}
              onAdd={() => add(row)}
            />
          );
        })}
      </div>
      {menu && <QuickAddMenu {...menu} onClose={closeMenu} />}
    </div>
  );
}
