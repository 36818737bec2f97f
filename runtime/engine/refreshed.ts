/** A value that is never older than `maxAgeMs` when it is given; callers at the same time share one reading. */
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
      const age = value ? Math.abs(now() - value.at) : Number.POSITIVE_INFINITY;
      if (!value || age >= maxAgeMs) {
        reading ??= readAgain();
        return reading;
      }
      // Nobody waits while somebody asks all the time: half-way it is read anew beside the work. A failure is told to who asks later.
      if (age >= maxAgeMs / 2) {
        reading ??= readAgain();
        reading.catch(() => undefined);
      }
      return Promise.resolve(value.read);
    },
    forget() {
      value = value && { ...value, at: Number.NEGATIVE_INFINITY };
    },
  };
}
