/** A value that is read again when it is older than `maxAgeMs`; callers at the same time share one reading. */
export interface Refreshed<Value> {
  get(): Promise<Value>;
  /** Makes the next `get` read again. */
  forget(): void;
}

/** A failed reading is told to those who asked; the next one tries again. */
export function createRefreshed<Value>(
  read: (before: Value | undefined) => Promise<Value>,
  maxAgeMs: number,
  now: () => number,
): Refreshed<Value> {
  let value: { read: Value; at: number } | undefined;
  let reading: Promise<Value> | undefined;

  async function readAgain(): Promise<Value> {
    try {
      const fresh = await read(value?.read);
      value = { read: fresh, at: now() };
      return fresh;
    } finally {
      reading = undefined;
    }
  }

  return {
    get() {
      if (value && Math.abs(now() - value.at) < maxAgeMs) return Promise.resolve(value.read);
      reading ??= readAgain();
      return reading;
    },
    forget() {
      value = value && { ...value, at: Number.NEGATIVE_INFINITY };
    },
  };
}
