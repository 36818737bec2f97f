'use client';

import { type ReactNode, useEffect, useId, useSyncExternalStore } from 'react';

/** An entry of the command palette (Ctrl/Cmd-K). */
export interface Command {
  id: string;
  label: string;
  description?: string;
  /** More words to be found by. */
  keywords?: string[];
  icon?: ReactNode;
  /** Whether it can be done just now; without it: always. */
  possible?(): boolean;
  run(): void;
}

let groups: ReadonlyMap<string, { title: string; commands: Command[] }> = new Map();
const listeners = new Set<() => void>();

function replace(change: (next: Map<string, { title: string; commands: Command[] }>) => void): void {
  const next = new Map(groups);
  change(next);
  groups = next;
  for (const listener of listeners) listener();
}

/** Offers commands in the palette while the calling component is on the page. Memoise `commands`. */
export function useCommands(title: string, commands: Command[]): void {
  const id = useId();
  useEffect(() => {
    replace((next) => next.set(id, { title, commands }));
    return () => replace((next) => next.delete(id));
  }, [id, title, commands]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const none: ReadonlyMap<string, { title: string; commands: Command[] }> = new Map();

/** All offered commands, for the palette itself. */
export function useOfferedCommands(): { title: string; commands: Command[] }[] {
  const current = useSyncExternalStore(
    subscribe,
    () => groups,
    () => none,
  );
  return [...current.values()];
}
