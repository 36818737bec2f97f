/** Reads something at most once in `keepMs` milliseconds, whoever asks; a failure is not remembered. */
export function remembered<Value>(read: () => Promise<Value>, keepMs: number): () => Promise<Value> {
  let known: { value: Promise<Value>; until: number } | null = null;
  return () => {
    const now = performance.now();
    if (known && now < known.until) return known.value;
    const value = read();
    known = { value, until: now + keepMs };
    value.catch(() => {
      known = null;
    });
    return value;
  };
}
