'use client';

import { useCallback, useEffect, useMemo, useRef } from 'react';

/** Milliseconds without a key after which typed text is written into the flow. */
const QUIET = 250;

export interface DelayedWrite<Value> {
  /** Writes when the keys rest. */
  later(value: Value): void;
  /** Writes what waits, now: when the field is left. */
  flush(): void;
  isWaiting(): boolean;
}

/**
 * Keeps typing fast: the flow (with canvas, problems and summary) hears of it when the keys rest, when the field is left
 * and when it goes away.
 */
export function useDelayedWrite<Value>(write: (value: Value) => void): DelayedWrite<Value> {
  const waiting = useRef<{ value: Value; timer: ReturnType<typeof setTimeout> } | null>(null);
  const latestWrite = useRef(write);
  latestWrite.current = write;

  const flush = useCallback(() => {
    const typed = waiting.current;
    if (!typed) return;
    clearTimeout(typed.timer);
    waiting.current = null;
    latestWrite.current(typed.value);
  }, []);
  useEffect(() => flush, [flush]);

  return useMemo(
    () => ({
      flush,
      later(value) {
        if (waiting.current) clearTimeout(waiting.current.timer);
        waiting.current = { value, timer: setTimeout(flush, QUIET) };
      },
      isWaiting: () => waiting.current !== null,
    }),
    [flush],
  );
}
