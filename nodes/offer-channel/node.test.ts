import { describe, expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered, activityFailed } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

describe('offer another channel', () => {
  it('asks for a link that is valid as long as configured', async () => {
    const event = { type: 'messageReceived' as const, id: 'e', at: 1_000, messageId: 'message' };
    expect(await visitNode(node, { chat: 'portal', days: 2 }, { event })).toMatchObject({
      kind: 'wait',
      waits: [
        {
          for: 'activity',
          activity: 'offer-channel',
          input: { chat: 'portal', expiresAt: 2 * 86_400_000 + 1_000 },
        },
      ],
    });
  });

  it('sends the link to the customer and keeps it', async () => {
    const event = activityAnswered({ link: 'https://desk.example.com/chat/abc?with=1' });
    const config = { text: { en: 'Dear {{customer.name}}, come in:' } };
    expect(await visitNode(node, config, { event })).toMatchObject({
      kind: 'go',
      port: 'next',
      set: { chatLink: 'https://desk.example.com/chat/abc?with=1' },
      commands: [
        {
          type: 'sendMessage',
          to: null,
          body: { text: 'Dear Customer, come in:\n\nhttps://desk.example.com/chat/abc?with=1' },
        },
      ],
    });
  });

  it('offers nothing to machines', async () => {
    const facts = sampleFacts({ message: { automatic: true } });
    expect(await visitNode(node, {}, { facts })).toMatchObject({
      port: 'next',
      because: { key: 'machine' },
    });
  });

  it.each([
    ['no chat', activityFailed({ code: 'chatUnknown' }), 'chatUnknown'],
    ['an answer without a link', activityAnswered({}), 'badAnswer'],
  ])('fails with %s', async (_, event, code) => {
    expect(await visitNode(node, {}, { event })).toMatchObject({ kind: 'fail', code });
  });
});
