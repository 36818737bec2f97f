import * as z from 'zod';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { type FlowFragment, flowFragmentSchema } from '@/runtime/flow/operations';
import type { Selection } from '../editor-state';
import { newId } from './new-id';

/** What copy writes to the clipboard: text, so that it also travels by mail from one installation to another. */
const clipboardSchema = z.object({
  stellwerk: z.literal('flow-fragment'),
  version: z.literal(1),
  fragment: flowFragmentSchema,
});

/** The selected nodes, the edges among them, their groups where they are whole, and the selected notes. */
export function copySelection(flow: FlowDocument, selection: Selection): FlowFragment {
  const nodes = flow.nodes.filter((node) => selection.nodes.has(node.id));
  const chosen = new Set(nodes.map((node) => node.id));
  const groups = flow.groups.filter((group) => {
    const members = flow.nodes.filter((node) => node.group === group.id);
    return members.length > 0 && members.every((node) => chosen.has(node.id));
  });
  const whole = new Set(groups.map((group) => group.id));
  return {
    nodes: nodes.map(({ group, ...node }) =>
      group !== undefined && whole.has(group) ? { ...node, group } : node,
    ),
    edges: flow.edges.filter((edge) => chosen.has(edge.from.node) && chosen.has(edge.to)),
    groups,
    notes: flow.notes.filter((note) => selection.notes.has(note.id)),
  };
}

export function writeClipboard(fragment: FlowFragment): string {
  return JSON.stringify({ stellwerk: 'flow-fragment', version: 1, fragment });
}

/** The fragment in a clipboard's text; `null` where it holds something else. */
export function readClipboard(text: string): FlowFragment | null {
  if (!text.includes('flow-fragment')) return null;
  try {
    const parsed = clipboardSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.fragment : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The fragment with fresh ids, moved so that its upper left corner comes to `at` (or by `offset` from where it was). */
export function freshFragment(
  fragment: FlowFragment,
  place: { at: Point } | { offset: Point },
): FlowFragment {
  const ids = new Map<string, string>();
  const fresh = (id: string, prefix: string): string => {
    const made = ids.get(id) ?? newId(prefix);
    ids.set(id, made);
    return made;
  };
  const shift = 'offset' in place ? place.offset : shiftTo(fragment, place.at);
  const move = ({ x, y }: Point): Point => ({ x: Math.round(x + shift.x), y: Math.round(y + shift.y) });
  return {
    nodes: fragment.nodes.map(({ group, ...node }) => ({
      ...node,
      id: fresh(node.id, node.type),
      position: move(node.position),
      ...(group === undefined ? {} : { group: fresh(group, 'group') }),
    })),
    edges: fragment.edges.map((edge) => ({
      id: newId('edge'),
      from: { ...edge.from, node: fresh(edge.from.node, 'node') },
      to: fresh(edge.to, 'node'),
    })),
    groups: fragment.groups.map((group) => ({ ...group, id: fresh(group.id, 'group') })),
    notes: fragment.notes.map((note) => ({ ...note, id: newId('note'), position: move(note.position) })),
  };
}

interface Point {
  x: number;
  y: number;
}

function shiftTo(fragment: FlowFragment, at: Point): Point {
  const positions = [...fragment.nodes, ...fragment.notes].map((item) => item.position);
  const left = Math.min(...positions.map(({ x }) => x));
  const top = Math.min(...positions.map(({ y }) => y));
  return positions.length === 0 ? { x: 0, y: 0 } : { x: at.x - left, y: at.y - top };
}
