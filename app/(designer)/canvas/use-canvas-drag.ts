'use client';

import type { NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { EditorStore } from '../editor-store';
import { align, type Box, type Guide } from './alignment';
import type { CanvasNode, Drag } from './canvas-model';

/** Pixels on the screen within which a dragged card is pulled onto a line. */
const REACH = 6;
const STILL: Drag = new Map();
const NO_GUIDES: readonly Guide[] = [];

/**
 * Keeps where things are while a finger or mouse moves them; the flow hears of it once, when they are let go. Notes and
 * cards align with what stands still; a group's frame takes its members along.
 */
export function useCanvasDrag(editor: EditorStore, nodes: readonly CanvasNode[], zoom: () => number) {
  const [positions, setPositions] = useState<Drag>(STILL);
  const [guides, setGuides] = useState<readonly Guide[]>(NO_GUIDES);
  const latest = useRef<Drag>(STILL);
  const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes]);

  const follow = useCallback(
    (changes: readonly NodeChange<CanvasNode>[]): void => {
      const moved = new Map<string, Point>();
      for (const change of changes) {
        if (change.type !== 'position' || !change.position || !change.dragging) continue;
        moved.set(change.id, change.position);
        for (const [id, position] of membersAlong(change.id, change.position, byId)) moved.set(id, position);
      }
      if (moved.size === 0) return;
      const [only, ...more] = moved.keys();
      const single = more.length === 0 && only !== undefined ? byId.get(only) : undefined;
      const wanted = only === undefined ? undefined : moved.get(only);
      if (single && wanted) {
        const aligned = align({ ...boxOf(single), ...wanted }, standing(nodes, single.id), REACH / zoom());
        moved.set(single.id, { x: aligned.x, y: aligned.y });
        setGuides(aligned.guides.length === 0 ? NO_GUIDES : aligned.guides);
      }
      latest.current = moved;
      setPositions(moved);
    },
    [byId, nodes, zoom],
  );

  /** Lets go: gives where everything came to, and forgets it. */
  const release = useCallback((): Record<string, Point> => {
    const dropped = [...latest.current].filter(([id]) => !id.startsWith('group:'));
    latest.current = STILL;
    setPositions(STILL);
    setGuides(NO_GUIDES);
    return Object.fromEntries(dropped);
  }, []);

  const drop = useCallback((): void => {
    const moved = release();
    if (Object.keys(moved).length > 0) editor.dispatch({ type: 'move', positions: moved });
  }, [editor, release]);

  return { positions, guides, follow, release, drop };
}

interface Point {
  x: number;
  y: number;
}

function membersAlong(
  id: string,
  position: Point,
  nodes: ReadonlyMap<string, CanvasNode>,
): [string, Point][] {
  const frame = nodes.get(id);
  if (frame?.type !== 'group-frame') return [];
  const by = { x: position.x - frame.position.x, y: position.y - frame.position.y };
  return frame.data.members.flatMap((member): [string, Point][] => {
    const node = nodes.get(member);
    return node ? [[member, { x: node.position.x + by.x, y: node.position.y + by.y }]] : [];
  });
}

function standing(nodes: readonly CanvasNode[], moving: string): Box[] {
  return nodes.filter((node) => node.id !== moving && node.type !== 'group-frame').map(boxOf);
}

function boxOf(node: CanvasNode): Box {
  return { id: node.id, ...node.position, width: node.width ?? 0, height: node.height ?? 0 };
}
