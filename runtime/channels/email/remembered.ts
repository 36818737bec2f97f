export interface Remembered<Value> {
  read(): Promise<Value>;
  /** It has just become something else: the next reader looks again. */
  forget(): void;
}

/** Reads something at most once in `keepMs` milliseconds, whoever asks; a failure is not remembered. */
export function remembered<Value>(look: () => Promise<Value>, keepMs: number): Remembered<Value> {
  let known: { value: Promise<Value>; until: number } | null = null;
  const forget = () => {
    known = null;
  };
  return {
    forget,
    read() {
      const now = performance.now();
      if (known && now < known.until) return known.value;
      const value = look();
      known = { value, until: now + keepMs };
      value.catch(forget);
      return value;
    },
  };
}
