import { expect, it } from 'vitest';
import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';
import { performLocally } from './perform-locally';

const asked: string[] = [];
const sample = defineActivity({
  name: 'sample',
  input: z.object({ reach: z.boolean() }),
  retry: { attempts: 1, firstDelayMs: 1 },
  async perform({ reach }, { node, clients }) {
    asked.push(node);
    if (reach) await clients.queueState('service');
    return 'done';
  },
});
const perform = performLocally(new Map([['sample', sample]]));
const question = { activity: 'sample', config: {}, idempotencyKey: 'simulation:1', now: 0 };

it('performs what needs no network, and refuses what does', async () => {
  expect(await perform({ ...question, input: { reach: false } })).toEqual({ result: 'done' });
  expect(await perform({ ...question, input: { reach: true } })).toMatchObject({
    error: { code: 'noNetwork' },
  });
  expect(await perform({ ...question, activity: 'gone', input: {} })).toMatchObject({
    error: { code: 'unknownActivity' },
  });
});

it('never lets what one flow has learnt answer for another', async () => {
  asked.length = 0;
  // Simulations of different flows number their commands alike.
  await perform({ ...question, input: { reach: false } });
  await perform({ ...question, input: { reach: false } });
  expect(new Set(asked).size).toBe(2);
});
