'use client';

import { useSyncExternalStore } from 'react';

/** What is said of a time stays right to the minute, however long a page is open. */
const TICK_MS = 20_000;

const listeners = new Set<() => void>();
let clock: ReturnType<typeof setInterval> | undefined;

/** Renders its component again with every minute that begins; one clock serves them all. Gives that minute. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, currentMinute, () => 0);
}

function currentMinute(): number {
  return Math.floor(Date.now() / 60_000);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  clock ??= setInterval(() => {
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(clock);
    clock = undefined;
  };
}
