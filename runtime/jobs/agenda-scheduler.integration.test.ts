import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectStore, disconnectStore, storeDatabase } from '@/runtime/store/connect';
import { openTestStore, type TestStore } from '@/runtime/store/embedded/test-store';
import { createAgendaScheduler } from './agenda-scheduler';
import type { Job } from './job';

let store: TestStore;
const errors: string[] = [];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (_details: Record<string, unknown>, message: string) => void errors.push(message),
};
beforeAll(async () => {
  store = await openTestStore();
  await connectStore(store.uri, { prepare: false });
});
afterAll(async () => {
  await disconnectStore();
  await store.stop();
});

const scheduler = () => createAgendaScheduler({ database: storeDatabase(), log, processEveryMs: 20 });

it('does jobs again and again, goes on after a failure, and waits for what is at work when it stops', async () => {
  let done = 0;
  let failed = 0;
  let atWork = 0;
  const { promise: often, resolve } = Promise.withResolvers<void>();
  const jobs: Job[] = [
    {
      name: 'count',
      everyMs: 40,
      async handle() {
        atWork += 1;
        await new Promise((next) => setTimeout(next, 10));
        atWork -= 1;
        done += 1;
        if (done >= 3 && failed >= 2) resolve();
      },
    },
    {
      name: 'fail',
      everyMs: 40,
      async handle() {
        failed += 1;
        throw new Error('not today');
      },
    },
  ];
  const one = scheduler();
  await one.start(jobs);
  await often;
  await one.stop();
  expect(atWork).toBe(0);
  expect(errors).toContain('A job failed.');
  const before = done;
  await new Promise((next) => setTimeout(next, 150));
  expect(done).toBe(before);
});

it('forgets jobs that this version does not know', async () => {
  const other = scheduler();
  await other.start([{ name: 'kept', everyMs: 3_600_000, handle: () => Promise.resolve() }]);
  await other.stop();
  const names = await storeDatabase().collection('jobs').distinct('name');
  expect(names).toEqual(['kept']);
});
