import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered, activityFailed } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const failed = (timeout: boolean) => activityFailed({ code: 'noModel', timeout });

it('asks with the text of the message, and not without one', async () => {
  const facts = sampleFacts({ message: { subject: 'Bill', text: 'It is wrong.' } });
  expect(await visitNode(node, {}, { facts })).toMatchObject({
    waits: [{ activity: 'ai-translate', input: { text: 'Bill\n\nIt is wrong.' } }],
  });
  expect(await visitNode(node, {})).toMatchObject({ kind: 'go', port: 'next', because: { key: 'empty' } });
});

it('keeps the translation and adds it as a note', async () => {
  expect(await visitNode(node, {}, { event: activityAnswered({ text: 'Übersetzt.' }) })).toMatchObject({
    port: 'next',
    set: { translation: 'Übersetzt.' },
    commands: [{ type: 'addNote', text: 'Übersetzt.' }],
  });
});

it('leaves a message in that language as it is', async () => {
  const facts = sampleFacts({ message: { text: 'Hallo', language: 'de' } });
  expect(await visitNode(node, {}, { facts })).toMatchObject({
    port: 'next',
    because: { key: 'same' },
    set: { translation: 'Hallo' },
  });
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
