import { describe, expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import type { Json } from '@/runtime/flow/json';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const emptyFlow = flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Flow' });
const questions: Json[] = [
  { name: 'number', kind: 'number', question: { en: 'Which number?' } },
  { name: 'since', kind: 'date', question: { en: 'Since when?' } },
];
const says = (text: string, more: object = {}) => ({ facts: sampleFacts({ message: { text, ...more } }) });
const first = { index: 0, refused: 0, deadline: null, answers: {} };

describe('form', () => {
  it('asks one question after the other', async () => {
    expect(await visitNode(node, { questions })).toMatchObject({
      kind: 'wait',
      commands: [{ body: { text: 'Which number?' } }],
      remember: first,
    });
    expect(await visitNode(node, { questions }, { ...says('It is 7'), memory: first })).toMatchObject({
      kind: 'wait',
      commands: [{ body: { text: 'Since when?' } }],
      remember: { index: 1, answers: { number: 7 } },
    });
    const second = { ...first, index: 1, answers: { number: 7 } };
    expect(await visitNode(node, { questions }, { ...says('3.2.2026'), memory: second })).toMatchObject({
      kind: 'go',
      port: 'complete',
      set: { number: 7, since: '2026-02-03' },
      commands: [{ type: 'setTicketFields', fields: { number: 7, since: '2026-02-03' } }],
    });
  });

  it('does not ask for what is known', async () => {
    expect(await visitNode(node, { questions }, { variables: { number: 1 } })).toMatchObject({
      remember: { index: 1 },
    });
    expect(
      await visitNode(node, { questions }, { variables: { number: 1, since: '2026-01-01' } }),
    ).toMatchObject({ port: 'complete' });
  });

  it('asks again, then gives up with what it has', async () => {
    const memory = { ...first, index: 1, answers: { number: 7 } };
    expect(await visitNode(node, { questions, retries: 1 }, { ...says('long ago'), memory })).toMatchObject({
      kind: 'wait',
      invalidAnswer: true,
      remember: { refused: 1 },
    });
    expect(
      await visitNode(
        node,
        { questions, retries: 1 },
        { ...says('long ago'), memory: { ...memory, refused: 1 } },
      ),
    ).toMatchObject({ port: 'invalid', set: { number: 7 } });
  });

  it('does not take a machine’s mail for an answer, and ends when the time is up', async () => {
    expect(
      await visitNode(node, { questions }, { ...says('7', { automatic: true }), memory: first }),
    ).toMatchObject({ kind: 'wait', because: { key: 'machine' } });
    const event = { type: 'timerFired' as const, id: 't', at: 1, seq: 1 };
    expect(await visitNode(node, { questions, timeoutMinutes: 1 }, { event, memory: first })).toMatchObject({
      port: 'timeout',
    });
  });

  it('puts the text for asking again before the question', async () => {
    const config = { questions, again: { en: 'That was not a number.', de: 'Das war keine Zahl.' } };
    expect(await visitNode(node, config, { ...says('many'), memory: first })).toMatchObject({
      commands: [{ body: { text: 'That was not a number.\n\nWhich number?' } }],
    });
  });

  const choice: Json[] = [
    {
      name: 'size',
      kind: 'choice',
      question: { en: 'Which size?' },
      options: [
        { value: 's', label: { en: 'Small' } },
        { value: 'l', label: { en: 'Large' } },
      ],
    },
    { name: 'gift', kind: 'yesNo', question: { en: 'As a gift?' } },
  ];

  it('offers choices: as a list by mail, as quick replies in a chat', async () => {
    expect(await visitNode(node, { questions: choice })).toMatchObject({
      commands: [{ body: { text: 'Which size?\n\n1. Small\n2. Large' } }],
    });
    const inChat = (text: string) => sampleFacts({ message: { channelKind: 'chat', text } });
    expect(await visitNode(node, { questions: choice }, { facts: inChat('') })).toMatchObject({
      commands: [{ body: { text: 'Which size?' }, quickReplies: [{ value: 's' }, { value: 'l' }] }],
    });
    const asked = await visitNode(node, { questions: choice }, { facts: inChat('large'), memory: first });
    expect(asked).toMatchObject({
      remember: { answers: { size: 'l' } },
      commands: [
        {
          quickReplies: [
            { label: 'Yes', value: true },
            { label: 'No', value: false },
          ],
        },
      ],
    });
  });

  it('finds a choice without options', () => {
    const config = node.config.parse({ questions: [{ name: 'a', kind: 'choice', question: { en: 'A?' } }] });
    expect(node.problems?.(config, emptyFlow)).toMatchObject([{ key: 'optionsMissing' }]);
  });
});
