import { expect, it } from 'vitest';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it.each([
  ['low', -10],
  ['normal', 0],
  ['high', 10],
  ['urgent', 20],
])('sets %s', async (priority, number) => {
  expect(await visitNode(node, { priority })).toMatchObject({
    port: 'next',
    commands: [{ type: 'setTicketFields', fields: {}, priority: number }],
    because: { key: priority },
  });
});
