import { describe, expect, it } from 'vitest';
import type { Json } from '@/runtime/flow/json';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const question = { en: 'How many?', de: 'Wie viele?' };
const reply = (text: string, more: object = {}, memory: Json = { refused: 0, deadline: null }) => ({
  facts: sampleFacts({ message: { text, ...more } }),
  memory,
});

describe('ask a question', () => {
  it('asks in the customer’s language and waits', async () => {
    const facts = sampleFacts({ message: { language: 'de' } });
    expect(await visitNode(node, { question, kind: 'number', timeoutMinutes: 5 }, { facts })).toMatchObject({
      kind: 'wait',
      waits: [{ for: 'message', deadline: 300_000 }],
      commands: [
        { type: 'sendMessage', purpose: 'flow', to: null, body: { text: 'Wie viele?', language: 'de' } },
      ],
      remember: { refused: 0, deadline: 300_000 },
    });
  });

  it('keeps an answer that fits', async () => {
    const config = { question, kind: 'number', variable: 'count', keep: true };
    expect(await visitNode(node, config, reply('7 pieces'))).toMatchObject({
      kind: 'go',
      port: 'answered',
      set: { count: 7 },
      commands: [{ type: 'setTicketFields', fields: { count: 7 } }],
    });
  });

  it('asks again, then gives up', async () => {
    const config = { question, kind: 'number', retries: 1, again: { en: 'A number, please.' } };
    expect(await visitNode(node, config, reply('many'))).toMatchObject({
      kind: 'wait',
      invalidAnswer: true,
      commands: [{ body: { text: 'A number, please.' } }],
      remember: { refused: 1 },
    });
    expect(await visitNode(node, config, reply('many', {}, { refused: 1, deadline: null }))).toMatchObject({
      port: 'invalid',
      because: { values: { count: 2 } },
    });
  });

  it.each(['number', 'text', 'file'])(
    'does not take an out-of-office mail for an answer (%s)',
    async (kind) => {
      const outcome = await visitNode(
        node,
        { question, kind },
        reply('I am away.', { automatic: true }, { refused: 1, deadline: 99 }),
      );
      expect(outcome).toMatchObject({
        kind: 'wait',
        waits: [{ for: 'message', deadline: 99 }],
        remember: { refused: 1 },
        because: { key: 'machine' },
      });
      expect(outcome.commands).toBeUndefined();
    },
  );

  it('offers options as quick replies, and by number in a mail', async () => {
    const options = [
      { value: 'a', label: { en: 'First' } },
      { value: 'b', label: { en: 'Second' } },
    ];
    const config = { question, kind: 'choice', options };
    expect((await visitNode(node, config)).commands).toMatchObject([
      {
        body: { text: 'How many?\n\n1. First\n2. Second' },
        quickReplies: [
          { label: 'First', value: 'a' },
          { label: 'Second', value: 'b' },
        ],
      },
    ]);
    const facts = sampleFacts({ message: { channelKind: 'chat' } });
    expect((await visitNode(node, config, { facts })).commands).toMatchObject([
      { body: { text: 'How many?' } },
    ]);
    expect(await visitNode(node, config, reply('2'))).toMatchObject({
      port: 'answered',
      set: { answer: 'b' },
    });
  });

  it('goes on when the time is up', async () => {
    const event = { type: 'timerFired' as const, id: 't', at: 5, seq: 1 };
    expect(await visitNode(node, { question, timeoutMinutes: 1 }, { event })).toMatchObject({
      port: 'timeout',
    });
  });
});
