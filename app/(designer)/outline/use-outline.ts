'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { useEditorUi } from '../actions/editor-ui';
import type { QuickAddPlace, ScreenPoint } from '../canvas/canvas-actions';
import { useEditor, useEditorState } from '../use-editor';
import { type OutlineRow, outlineOf } from './outline-model';
import { indexOfNode, indexOfSelected, keyTarget, selectRow, toggleRow } from './outline-selection';

const ROW = 34;

export interface OutlineMenu {
  place: QuickAddPlace;
  at: ScreenPoint;
}

/** The lines of the outline, which one has the keyboard, and what keys do there. */
export function useOutline() {
  const editor = useEditor();
  const flow = useEditorState((state) => state.flow);
  const rows = useMemo(() => outlineOf(flow, nodeRegistry), [flow]);
  const [active, setActive] = useState(0);
  const [menu, setMenu] = useState<OutlineMenu | null>(null);
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
  const focusLater = useLateFocus(current, rowElement, scroller);
  /** Goes to a line: selects it, adds it to the selection, or only reaches it. */
  const go = useCallback(
    (index: number, how: 'select' | 'extend' | 'reach' = 'select') => {
      const row = rows[index];
      if (!row) return;
      setActive(index);
      if (how !== 'reach') selectRow(editor, row, how === 'extend');
      virtual.scrollToIndex(index, { align: 'auto' });
      focusLater(index);
    },
    [rows, editor, virtual, focusLater],
  );
  const openMenu = useCallback(
    (place: QuickAddPlace) => {
      const box = rowElement(current)?.getBoundingClientRect();
      setMenu({ place, at: { x: (box?.left ?? 300) + 40, y: box?.bottom ?? 200 } });
    },
    [current, rowElement],
  );
  const keepKeyboard = { rows, current, menu, go, rowElement, scroller };
  useKeyboardPlace(keepKeyboard);
  useKeyboardAfterRemoval(keepKeyboard);
  useFollowSelection(rows, openMenu, setActive, go);
  const onKeyDown = useOutlineKeys(rows, current, go, openMenu);
  return {
    rows,
    current,
    menu,
    scroller,
    virtual,
    go,
    openMenu,
    closeMenu: () => setMenu(null),
    setActive,
    onKeyDown,
  };
}

/**
 * Gives a line the keyboard in the next frame: it may only just be drawn by the scrolling. Whoever has opened a menu by then
 * keeps the keyboard, and so does the line that was gone to since: two keys within one slow frame would else pull it to and
 * fro for ever, because a line that the keyboard comes to selects itself.
 */
function useLateFocus(
  current: number,
  rowElement: KeyboardPlace['rowElement'],
  scroller: KeyboardPlace['scroller'],
): (index: number) => void {
  const latest = useRef(current);
  useLayoutEffect(() => {
    latest.current = current;
  }, [current]);
  return useCallback(
    (index) => {
      requestAnimationFrame(() => {
        if (latest.current === index && hasKeyboard(scroller.current)) rowElement(index)?.focus();
      });
    },
    [rowElement, scroller],
  );
}

/** Whether the keyboard is in the outline, or nowhere. */
function hasKeyboard(outline: HTMLElement | null): boolean {
  const { activeElement } = document;
  return activeElement === document.body || outline?.contains(activeElement) === true;
}

interface KeyboardPlace {
  rows: readonly OutlineRow[];
  current: number;
  menu: OutlineMenu | null;
  go(index: number): void;
  rowElement(index: number): HTMLElement | null | undefined;
  scroller: React.RefObject<HTMLDivElement | null>;
}

/** Whoever opens the outline goes on in it; when a menu or dialog has closed, at the line that is worked on now. */
function useKeyboardPlace({ rows, current, menu, go, rowElement, scroller }: KeyboardPlace): void {
  const editor = useEditor();
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current || rows.length === 0) return;
    opened.current = true;
    // At the node that was selected before.
    const [chosen] = editor.getState().selection.nodes;
    go(Math.max(0, chosen === undefined ? 0 : indexOfNode(rows, chosen)));
  }, [rows, editor, go]);
  useEffect(() => {
    if (!menu && hasKeyboard(scroller.current)) rowElement(current)?.focus();
  }, [menu, current, rowElement, scroller]);
}

/** When the line that had the keyboard is gone, the one in its place has it. */
function useKeyboardAfterRemoval({ rows, current, rowElement, scroller }: KeyboardPlace): void {
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent): void => {
      last.current = target;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  useEffect(() => {
    const { current: before } = last;
    if (document.activeElement !== document.body) return;
    if (!(before instanceof Element) || before.isConnected) return;
    const place = rows.length === 0 ? scroller.current?.querySelector('[role="tree"]') : rowElement(current);
    if (place instanceof HTMLElement) place.focus();
  }, [rows, current, rowElement, scroller]);
}

/** Actions from keys, menus and the palette end up at the row of what is selected. */
function useFollowSelection(
  rows: readonly OutlineRow[],
  openMenu: (place: QuickAddPlace) => void,
  setActive: (index: number) => void,
  go: (index: number, how: 'reach') => void,
): void {
  const ui = useEditorUi();
  const selection = useEditorState((state) => state.selection);
  const followed = useRef(selection);
  useEffect(() => {
    ui.quickAdd = openMenu;
  }, [ui, openMenu]);
  useEffect(() => {
    const index = indexOfSelected(rows, selection);
    if (index < 0) return;
    // Somebody else's edits move the line; only whoever selects something else is led there.
    if (selection === followed.current) setActive(index);
    else go(index, 'reach');
    followed.current = selection;
  }, [selection, rows, setActive, go]);
}

function useOutlineKeys(
  rows: readonly OutlineRow[],
  current: number,
  go: (index: number, how?: 'select' | 'extend' | 'reach') => void,
  openMenu: (place: QuickAddPlace) => void,
) {
  const editor = useEditor();
  const ui = useEditorUi();
  return (event: KeyboardEvent): void => {
    const row = rows[current];
    if (event.altKey || !row) return;
    const target = keyTarget(event.key, rows, current);
    const mod = event.ctrlKey || event.metaKey;
    if (target !== null) go(target, mod ? 'reach' : event.shiftKey ? 'extend' : 'select');
    else if (event.key === ' ') toggleRow(editor, row);
    else if (mod || event.shiftKey) return;
    else if ((event.key === 'Enter' || event.key === 'a') && row.kind === 'port' && !row.edge)
      openMenu({ kind: 'port', node: row.node.id, port: row.port.id });
    else if (event.key === 'c' && row.kind === 'port')
      ui.open('connect', { node: row.node.id, port: row.port.id });
    else if (event.key === 'Enter' && row.kind === 'reference') go(indexOfNode(rows, row.node.id));
    else return;
    event.preventDefault();
  };
}
