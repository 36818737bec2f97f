'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { useEditorUi } from '../actions/editor-ui';
import { useClipboard } from '../actions/use-clipboard';
import type { QuickAddPlace, ScreenPoint } from '../canvas/canvas-actions';
import type { EditorStore } from '../editor-store';
import { QuickAddMenu } from '../palette/quick-add-menu';
import { useEditor, useEditorState } from '../use-editor';
import classes from './outline.module.css';
import { OutlineLine } from './outline-line';
import { type OutlineRow, outlineOf, parentRow } from './outline-model';

const ROW = 34;

/** The flow as an indented list. What the canvas can do, this can do too, by keyboard alone. */
export function Outline() {
  const t = useTranslations('designer.outline');
  const editor = useEditor();
  const ui = useEditorUi();
  const flow = useEditorState((state) => state.flow);
  const selection = useEditorState((state) => state.selection);
  const rows = useMemo(() => outlineOf(flow, nodeRegistry), [flow]);
  const [active, setActive] = useState(0);
  const [menu, setMenu] = useState<{ place: QuickAddPlace; at: ScreenPoint } | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const current = Math.min(active, Math.max(0, rows.length - 1));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 20,
  });

  const rowElement = useCallback(
    (index: number) => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`),
    [],
  );
  const go = useCallback(
    (index: number, extend = false) => {
      const row = rows[index];
      if (!row) return;
      setActive(index);
      selectRow(editor, row, extend);
      virtual.scrollToIndex(index, { align: 'auto' });
      // The row may only just be drawn by the scrolling.
      requestAnimationFrame(() => rowElement(index)?.focus());
    },
    [rows, editor, virtual, rowElement],
  );
  const openMenu = useCallback(
    (place: QuickAddPlace) => {
      const box = rowElement(current)?.getBoundingClientRect();
      setMenu({ place, at: { x: (box?.left ?? 300) + 40, y: box?.bottom ?? 200 } });
    },
    [current, rowElement],
  );
  useOutlineUi(rows, openMenu, setActive);
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current || rows.length === 0) return;
    opened.current = true;
    // Whoever opens the outline goes on in it, at the node that was selected before.
    const [chosen] = editor.getState().selection.nodes;
    go(Math.max(0, chosen === undefined ? 0 : indexOfNode(rows, chosen)));
  }, [rows, editor, go]);
  useEffect(() => {
    // When a menu or dialog has closed, the keyboard goes on at the line that is worked on now.
    const { activeElement } = document;
    const lost = activeElement === document.body || scroller.current?.contains(activeElement);
    if (!menu && lost) rowElement(current)?.focus();
  }, [menu, current, rowElement]);
  useClipboard(
    editor,
    useCallback(() => belowEverything(editor), [editor]),
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[current];
    if (event.altKey || event.ctrlKey || event.metaKey || !row) return;
    const target = keyTarget(event.key, rows, current);
    if (target !== null) go(target, event.shiftKey);
    else if ((event.key === 'Enter' || event.key === 'a') && row.kind === 'port' && !row.edge)
      openMenu({ kind: 'port', node: row.node.id, port: row.port.id });
    else if (event.key === 'c' && row.kind === 'port')
      ui.open('connect', { node: row.node.id, port: row.port.id });
    else if (event.key === 'Enter' && row.kind === 'reference') go(indexOfNode(rows, row.node.id));
    else return;
    event.preventDefault();
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
                if (!extend || row.kind !== 'node') return go(item.index);
                setActive(item.index);
                editor.select({ ...selection, nodes: toggled(selection.nodes, row.node.id) });
              }}
              onReach={() => go(item.index)}
              onAdd={() => {
                if (row.kind === 'port')
                  openMenu(
                    row.edge
                      ? { kind: 'edge', edge: row.edge.id }
                      : { kind: 'port', node: row.node.id, port: row.port.id },
                  );
              }}
            />
          );
        })}
      </div>
      {menu && <QuickAddMenu {...menu} onClose={() => setMenu(null)} />}
    </div>
  );
}

/** Actions from keys, menus and the palette end up at the row of what is selected. */
function useOutlineUi(
  rows: readonly OutlineRow[],
  openMenu: (place: QuickAddPlace) => void,
  setActive: (index: number) => void,
): void {
  const ui = useEditorUi();
  const selection = useEditorState((state) => state.selection);
  useEffect(() => {
    ui.quickAdd = openMenu;
  }, [ui, openMenu]);
  useEffect(() => {
    const [only, ...more] = selection.nodes;
    if (only === undefined || more.length > 0) return;
    const index = indexOfNode(rows, only);
    if (index >= 0) setActive(index);
  }, [selection, rows, setActive]);
}

function keyTarget(key: string, rows: readonly OutlineRow[], current: number): number | null {
  const inside = (index: number): number | null => (index >= 0 && index < rows.length ? index : null);
  switch (key) {
    case 'ArrowDown':
      return inside(current + 1);
    case 'ArrowUp':
      return inside(current - 1);
    case 'ArrowRight': {
      const child = rows[current + 1];
      return child && child.depth > (rows[current]?.depth ?? 0) ? current + 1 : null;
    }
    case 'ArrowLeft':
      return inside(parentRow(rows, current));
    case 'Home':
      return inside(0);
    case 'End':
      return inside(rows.length - 1);
    default:
      return null;
  }
}

/** @param extend keeps what is selected, as moving with Shift does */
function selectRow(editor: EditorStore, row: OutlineRow, extend: boolean): void {
  const { selection } = editor.getState();
  if (extend) {
    if (row.kind === 'node')
      editor.select({ ...selection, nodes: new Set([...selection.nodes, row.node.id]) });
    return;
  }
  if (row.kind === 'node') editor.select({ nodes: new Set([row.node.id]) });
  else if (row.kind === 'note') editor.select({ notes: new Set([row.noteId]) });
  else editor.select(row.edge ? { edges: new Set([row.edge.id]) } : {});
}

function isSelected(row: OutlineRow, selection: ReturnType<EditorStore['getState']>['selection']): boolean {
  if (row.kind === 'node') return selection.nodes.has(row.node.id);
  if (row.kind === 'note') return selection.notes.has(row.noteId);
  return row.edge !== null && selection.edges.has(row.edge.id);
}

function indexOfNode(rows: readonly OutlineRow[], id: string): number {
  return rows.findIndex((row) => row.kind === 'node' && row.node.id === id);
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const changed = new Set(set);
  if (!changed.delete(id)) changed.add(id);
  return changed;
}

function belowEverything(editor: EditorStore): { x: number; y: number } {
  const { nodes } = editor.getState().flow;
  const left = nodes.reduce((least, { position }) => Math.min(least, position.x), Number.POSITIVE_INFINITY);
  const bottom = nodes.reduce((most, { position }) => Math.max(most, position.y), 0);
  return nodes.length === 0 ? { x: 0, y: 0 } : { x: left, y: bottom + 200 };
}
