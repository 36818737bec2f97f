import { expect, it } from 'vitest';
import type { Json } from '@/runtime/flow/json';
import type { NodeContext } from '@/runtime/flow/node-definition';
import { seededNumber } from '@/runtime/flow/seeded-random';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const ways: Json[] = [
  { id: 'a', weight: 1 },
  { id: 'b', name: 'B', weight: 3 },
  { id: 'never', weight: 0 },
];

it('gives a ticket the same way each time, and keeps it', async () => {
  const first = await visitNode(node, { ways, field: 'trial' });
  expect(first).toMatchObject({ kind: 'go', commands: [{ type: 'setTicketFields' }] });
  expect(await visitNode(node, { ways, field: 'trial' })).toEqual(first);
});

it('divides many tickets by the weights', async () => {
  const counts: Record<string, number> = {};
  const config = node.config.parse({ ways });
  for (let ticket = 0; ticket < 4_000; ticket++) {
    const context = { config, random: () => seededNumber(`ticket-${ticket}`) };
    const outcome = await node.run(context as unknown as NodeContext<unknown>);
    if (outcome.kind === 'go') counts[outcome.port] = (counts[outcome.port] ?? 0) + 1;
  }
  expect(counts.never).toBeUndefined();
  expect((counts.a ?? 0) / 4_000).toBeCloseTo(0.25, 1);
  expect((counts.a ?? 0) + (counts.b ?? 0)).toBe(4_000);
});

it('fails where there is nothing to choose from', async () => {
  expect(await visitNode(node, {})).toMatchObject({ kind: 'fail', code: 'noWays' });
});
