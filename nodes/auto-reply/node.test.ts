import { describe, expect, it } from 'vitest';
import { type FactsSample, sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const DAY = 86_400_000;
const event = { type: 'messageReceived' as const, id: 'e', at: 10 * DAY, messageId: 'm' };
const config = {
  text: { en: 'Dear {{customer.name|customer}}, thank you.', de: 'Guten Tag {{customer.name}}, danke.' },
};
const environment = sampleEnvironment({
  mailboxes: { service: { id: 's', name: 'Service', address: 'service@example.com' } },
});
const visit = (sample: FactsSample, more: object = {}) =>
  visitNode(node, { ...config, ...more }, { event, environment, facts: sampleFacts(sample, event.at) });

describe('automatic reply', () => {
  it('answers in the customer’s language and marks the mail as automatic', async () => {
    const outcome = await visit({
      message: {
        language: 'de',
        subject: 'AW: Re: Frage',
        from: { name: 'Eva', address: 'eva@example.org' },
      },
    });
    expect(outcome).toMatchObject({
      kind: 'go',
      port: 'next',
      because: { key: 'sent', values: { language: 'de' } },
      commands: [
        {
          type: 'sendMessage',
          purpose: 'automatic',
          to: null,
          body: { subject: 'Re: Frage', text: 'Guten Tag Eva, danke.', language: 'de' },
        },
      ],
    });
  });

  it('uses the fallback of a place without a value', async () => {
    const outcome = await visit({ message: { from: { name: '', address: 'eva@example.org' } } });
    expect(outcome.commands?.[0]).toMatchObject({
      body: { text: 'Dear customer, thank you.', language: 'en' },
    });
  });

  it('takes another language where there is no text in the customer’s', async () => {
    const outcome = await visitNode(
      node,
      { text: { de: 'Danke.' } },
      { event, facts: sampleFacts({ message: { language: 'en' } }) },
    );
    expect(outcome.commands?.[0]).toMatchObject({ body: { text: 'Danke.', language: 'de' } });
  });

  it.each<[string, FactsSample, string]>([
    ['a machine', { message: { automatic: true } }, 'automatic'],
    ['a report of delivery', { message: { bounce: true } }, 'bounce'],
    ['no-reply@', { message: { from: { name: '', address: 'no-reply@example.org' } } }, 'nobody'],
    ['NoReply@', { message: { from: { name: '', address: 'NoReply@example.org' } } }, 'nobody'],
    ['mailer-daemon@', { message: { from: { name: '', address: 'MAILER-DAEMON@example.org' } } }, 'nobody'],
    ['a list', { message: { from: { name: '', address: 'news-bounces@example.org' } } }, 'nobody'],
    ['its own mailbox', { message: { from: { name: '', address: 'Service@example.com' } } }, 'ownMailbox'],
    ['a ticket that was answered today', { ticket: { autoReplies: [event.at - DAY + 1] } }, 'limitDay'],
  ])('does not answer %s', async (_, sample, key) => {
    const outcome = await visit(sample);
    expect(outcome).toMatchObject({ kind: 'go', port: 'next', because: { key } });
    expect(outcome.commands).toBeUndefined();
  });

  it.each<[string, FactsSample, object, number]>([
    ['again after a day', { ticket: { autoReplies: [event.at - DAY] } }, {}, 1],
    ['only once per ticket where that is wanted', { ticket: { autoReplies: [0] } }, { limit: 'ticket' }, 0],
    ['always where that is wanted', { ticket: { autoReplies: [event.at] } }, { limit: 'none' }, 1],
    [
      'people whose address only looks similar',
      { message: { from: { name: '', address: 'noreplyfan@example.org' } } },
      {},
      1,
    ],
  ])('answers %s', async (_, sample, more, count) => {
    expect((await visit(sample, more)).commands ?? []).toHaveLength(count);
  });
});
