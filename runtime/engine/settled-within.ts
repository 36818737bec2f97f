/**
 * What promises have come to after `ms` milliseconds at most, in their order; `undefined` for those that are not settled by
 * then, or that were rejected (a rejection is left to whoever awaits the promise itself).
 */
export async function settledWithin<Value>(
  promises: Promise<Value>[],
  ms: number,
): Promise<(Value | undefined)[]> {
  const values: (Value | undefined)[] = promises.map(() => undefined);
  const all = Promise.allSettled(
    promises.map(async (promise, index) => {
      values[index] = await promise;
    }),
  );
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    all,
    new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    }),
  ]);
  clearTimeout(timer);
  return [...values];
}
