import { expect, it } from 'vitest';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it.each([
  ['Ticket {{ticket.number}}', 'Ticket 1'],
  ['=ticket.number + 1', '2'],
])('adds %s', async (text, expected) => {
  expect(await visitNode(node, { text })).toMatchObject({
    kind: 'go',
    port: 'next',
    commands: [{ type: 'addNote', text: expected }],
  });
});

it('adds nothing where there is nothing to say', async () => {
  expect((await visitNode(node, { text: '{{vars.nothing}}' })).commands).toBeUndefined();
});
