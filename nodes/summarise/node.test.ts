import { describe, expect, it } from 'vitest';
import type { Json } from '@/runtime/flow/json';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered, activityFailed } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const done = activityAnswered({ summary: 'Wants to cancel.', engine: 'builtIn' });
const failed = (timeout: boolean) => activityFailed({ code: 'refused', timeout });
const german = sampleEnvironment({
  installation: { name: 'Stellwerk', language: 'de', timeZone: 'Europe/Berlin' },
});

describe('summarise', () => {
  it('asks the activity in the language of the installation', async () => {
    const facts = sampleFacts({ message: { subject: 'Hi', text: 'Text.', language: 'en' } });
    expect(await visitNode(node, {}, { facts, environment: german })).toMatchObject({
      waits: [{ activity: 'summarise', input: { text: 'Hi\n\nText.', language: 'de' }, timeoutMs: 60_000 }],
    });
    expect(await visitNode(node, {})).toMatchObject({ port: 'next', because: { key: 'empty' } });
  });

  it.each<[object, Json[]]>([
    [
      {},
      [
        { type: 'setTicketFields', fields: { summary: 'Wants to cancel.' } },
        { type: 'addNote', text: 'Summary:\nWants to cancel.' },
      ],
    ],
    [{ note: false, field: 'gist' }, [{ type: 'setTicketFields', fields: { gist: 'Wants to cancel.' } }]],
    [{ note: false, keep: false }, []],
  ])('writes the summary down with %o', async (config, commands) => {
    const outcome = await visitNode(node, { ...config }, { event: done });
    expect(outcome).toMatchObject({ kind: 'go', port: 'next', because: { key: 'done' } });
    expect(outcome.commands).toEqual(commands);
  });

  it('heads the note in the language of the installation, and writes none about nothing', async () => {
    const outcome = await visitNode(node, { keep: false }, { event: done, environment: german });
    expect(outcome.commands).toEqual([{ type: 'addNote', text: 'Zusammenfassung:\nWants to cancel.' }]);
    const nothing = activityAnswered({ summary: '', engine: 'builtIn' });
    expect((await visitNode(node, {}, { event: nothing })).commands).toBeUndefined();
  });

  it('leads on by its ports when it fails', async () => {
    expect(await visitNode(node, {}, { event: failed(true) })).toMatchObject({ port: 'timeout' });
    expect(await visitNode(node, {}, { event: failed(false) })).toMatchObject({
      kind: 'fail',
      code: 'refused',
    });
  });
});
