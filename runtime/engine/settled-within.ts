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
  // Where this very process was busy all the time, answers may lie in its sockets already: they are read first.
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return [...values];
}
