import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered, activityFailed } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const failed = (timeout: boolean) => activityFailed({ code: 'noModel', timeout });

it('asks with the text of the message, and not without one', async () => {
  const facts = sampleFacts({ message: { subject: 'Bill', text: 'It is wrong.' } });
  expect(await visitNode(node, {}, { facts })).toMatchObject({
    waits: [{ activity: 'ai-reply-draft', input: { text: 'Bill\n\nIt is wrong.' } }],
  });
  expect(await visitNode(node, {})).toMatchObject({ kind: 'go', port: 'next', because: { key: 'empty' } });
});

it('keeps the draft as a note and sends nothing', async () => {
  expect(
    (await visitNode(node, {}, { event: activityAnswered({ text: 'Dear customer' }) })).commands,
  ).toEqual([{ type: 'addNote', text: 'Dear customer' }]);
});

it('leads on by its ports when it fails', async () => {
  expect(await visitNode(node, {}, { event: failed(true) })).toMatchObject({ port: 'timeout' });
  expect(await visitNode(node, {}, { event: failed(false) })).toMatchObject({
    kind: 'fail',
    code: 'noModel',
  });
  expect(await visitNode(node, {}, { event: activityAnswered('nonsense') })).toMatchObject({
    kind: 'fail',
    code: 'badAnswer',
  });
});
