'use client';

import { useCallback, useEffect, useState } from 'react';
import { useDelayedWrite } from './use-delayed-write';

export interface TypedValue<Value> {
  value: Value;
  /** What the person types: shown at once, written into the flow when he pauses. */
  type(value: Value): void;
  /** Writes what is not written yet: when the field is left. */
  flush(): void;
}

/**
 * A field's own text: shown at once and written later. What changes from outside (undo, another person) shows as soon as
 * nothing typed waits.
 */
export function useTypedValue<Value>(written: Value, write: (value: Value) => void): TypedValue<Value> {
  const [shown, setShown] = useState(written);
  const { later, flush, isWaiting } = useDelayedWrite(write);

  const type = useCallback(
    (value: Value) => {
      setShown(() => value);
      later(value);
    },
    [later],
  );

  useEffect(() => {
    if (!isWaiting()) setShown(() => written);
  }, [written, isWaiting]);

  return { value: shown, type, flush };
}
