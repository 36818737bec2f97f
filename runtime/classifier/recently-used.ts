export interface RecentlyUsed<Value> {
  /** The value, which counts as used now. */
  take(key: string): Value | undefined;
  /** The value, without using it. */
  peek(key: string): Value | undefined;
  /** Keeps a value as the one used last, and gives it back. */
  keep(key: string, value: Value): Value;
}

/** Keeps so many values; the one that was not used for longest goes first. */
export function createRecentlyUsed<Value>(limit: number): RecentlyUsed<Value> {
  /** The last used stands last. */
  const values = new Map<string, Value>();
  function keep(key: string, value: Value): Value {
    values.delete(key);
    values.set(key, value);
    const oldest = values.keys().next();
    if (values.size > limit && !oldest.done) values.delete(oldest.value);
    return value;
  }
  return {
    take(key) {
      const known = values.get(key);
      return known === undefined ? undefined : keep(key, known);
    },
    peek: (key) => values.get(key),
    keep,
  };
}
