/**
 * Lets those who ask at the same time share an answer. Nobody gets one that was begun before he asked: whoever comes while
 * it is being made shares the next one. So there is never more than one at work, and never an old answer.
 */
export function shareRuns<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<unknown> | null = null;
  let next: Promise<Result> | null = null;
  const begin = (): Promise<Result> => {
    next = null;
    const made = make();
    const settled = made.then(
      () => undefined,
      // Those who wait for the answer are told; the next one is made all the same.
      () => undefined,
    );
    running = settled;
    void settled.then(() => {
      if (running === settled) running = null;
    });
    return made;
  };
  return () => {
    if (running === null) return begin();
    next ??= running.then(begin);
    return next;
  };
}
