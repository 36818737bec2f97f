'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

/** Milliseconds without a key after which typed text is written into the flow. */
const QUIET = 250;

export interface TypedValue<Value> {
  value: Value;
  /** What the person types: shown at once, written into the flow when he pauses. */
  type(value: Value): void;
  /** Writes what is not written yet: when the field is left. */
  flush(): void;
}

/**
 * Keeps typing fast: the field shows its own text, and the flow (with canvas, problems and summary) hears of it when
 * the keys rest, when the field is left and when it goes away. What changes from outside (undo, another person) shows
 * as soon as nothing typed waits.
 */
export function useTypedValue<Value>(written: Value, write: (value: Value) => void): TypedValue<Value> {
  const [shown, setShown] = useState(written);
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

  const type = useCallback(
    (value: Value) => {
      setShown(() => value);
      if (waiting.current) clearTimeout(waiting.current.timer);
      waiting.current = { value, timer: setTimeout(flush, QUIET) };
    },
    [flush],
  );

  useEffect(() => {
    if (!waiting.current) setShown(() => written);
  }, [written]);
  useEffect(() => flush, [flush]);

  return { value: shown, type, flush };
}
