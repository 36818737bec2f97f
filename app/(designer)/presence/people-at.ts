import type { CSSProperties } from 'react';
import { useEditorState } from '../use-editor';
import type { Other } from './others';
import { personColor } from './person-color';

const BETWEEN = '\n';

/** Names of everybody else who is at a node. */
export function usePeopleAt(node: string): string[] {
  const names = useEditorState((state) => namesAt(state.others, node));
  return names === '' ? [] : names.split(BETWEEN);
}

/** Text, so that a card is drawn again only when it has changed. */
function namesAt(others: readonly Other[], node: string): string {
  const names = others.filter((other) => other.node === node).map((other) => other.name);
  return [...new Set(names)].join(BETWEEN);
}

/** Somebody's colour, for what is drawn with `--person`. */
export function personTint(name: string | undefined): CSSProperties | undefined {
  if (!name) return undefined;
  return { '--person': `var(--mantine-color-${personColor(name)}-9)` } as CSSProperties;
}
