import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const answered = (result: string | object) => ({
  type: 'activityCompleted' as const,
  id: 'r',
  at: 1,
  seq: 1,
  result: JSON.parse(JSON.stringify(result)),
});
const failed = (timeout: boolean) => ({
  type: 'activityFailed' as const,
  id: 'r',
  at: 1,
  seq: 1,
  code: 'noModel',
  message: 'None.',
  timeout,
});

it('asks with the text of the message, and not without one', async () => {
  const facts = sampleFacts({ message: { subject: 'Bill', text: 'It is wrong.' } });
  expect(await visitNode(node, {}, { facts })).toMatchObject({
    waits: [{ activity: 'ai-translate', input: { text: 'Bill\n\nIt is wrong.' } }],
  });
  expect(await visitNode(node, {})).toMatchObject({ kind: 'go', port: 'next', because: { key: 'empty' } });
});

it('keeps the translation and adds it as a note', async () => {
  expect(await visitNode(node, {}, { event: answered({ text: 'Übersetzt.' }) })).toMatchObject({
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
  expect(await visitNode(node, {}, { event: answered('nonsense') })).toMatchObject({
    kind: 'fail',
    code: 'badAnswer',
  });
});
