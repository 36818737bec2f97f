'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useDelayedWrite } from './use-delayed-write';

export interface TypedValue<Value> {
  value: Value;
  /** What the person types: shown at once, written into the flow when he pauses. */
  type(value: Value): void;
  /** Writes what is not written yet: when the field is left. */
  flush(): void;
  /** Shows a value, whatever stands there. */
  show(value: Value): void;
}

/**
 * A field's own text: shown at once and written later. What changes from outside (undo, another person) shows as soon as
 * nothing typed waits.
 * @param means what of a value is kept, where not all of it is: a space or a new line at the end of what somebody is typing
 * stays in the field, though it is not written
 */
export function useTypedValue<Value>(
  written: Value,
  write: (value: Value) => void,
  means: (value: Value) => unknown = (value) => value,
): TypedValue<Value> {
  const [shown, setShown] = useState(written);
  const { later, flush, isWaiting } = useDelayedWrite(write);

  const type = useCallback(
    (value: Value) => {
      setShown(() => value);
      later(value);
    },
    [later],
  );

  const latestMeans = useRef(means);
  latestMeans.current = means;
  useEffect(() => {
    if (isWaiting()) return;
    const { current } = latestMeans;
    setShown((shown) => (Object.is(current(shown), current(written)) ? shown : written));
  }, [written, isWaiting]);

  return { value: shown, type, flush, show: (value) => setShown(() => value) };
}
