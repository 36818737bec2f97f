import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { automaticOfTicket, countAutomatic } from '@/runtime/engine/automatic-counts';
import { capAutomatic } from '@/runtime/engine/cap-automatic';
import type { OutboundDraft } from '@/runtime/engine/queue-outgoing';
import { replyAndQueue, resetInstallation } from '@/runtime/engine/test-kit';
import { testRegistry } from '@/runtime/engine/test-nodes';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { type MailSettings, mailSettingsSchema, writeMailSettings } from '@/runtime/store/mail-settings';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing } from '@/runtime/store/outgoing';
import { type MailInstallation, openMailInstallation, plainMail } from '@/tests/mail-installation';
import { headerOf, readOutbox } from '@/tests/outbox';

const HOUR = 3_600_000;
let now = Date.UTC(2026, 10, 2, 9);
let mail: MailInstallation;

/** A node that writes back whatever came: without a guard of the engine two of them would go on for ever. */
const writeBack = defineNode({
  type: 'test-write-back',
  version: 1,
  category: 'do',
  icon: 'IconSend',
  config: z.object({}),
  ports: [{ id: 'next', kind: 'exit' }],
  run: () =>
    go('next', {
      commands: [
        {
          type: 'sendMessage',
          purpose: 'flow',
          to: null,
          body: { text: 'We have your mail.', language: 'en' },
        },
      ],
    }),
});

/** Answers every message, as often as it comes: only the caps hold it back. */
function answersAlways(): FlowDocument {
  const flow = replyAndQueue();
  return {
    ...flow,
    nodes: flow.nodes.map((node) =>
      node.id === 'reply' ? { ...node, config: { ...node.config, limit: 'none' } } : node,
    ),
  };
}

beforeAll(async () => {
  const registry = new Map([...testRegistry, [writeBack.type, writeBack]]);
  mail = await openMailInstallation({ now: () => now, flow: answersAlways(), registry });
});
beforeEach(async () => {
  now += 48 * HOUR;
  await resetInstallation(answersAlways());
});
afterAll(() => mail.close());

const cap = (changes: Partial<Record<keyof MailSettings['automaticCaps'], { hour: number; day: number }>>) =>
  writeMailSettings({ sameSubjectDays: 0, automaticCaps: changes });

async function write(from: string) {
  await mail.send(plainMail({ from }).raw);
  await mail.settle();
}

const deliveries = async () => {
  const messages = await Messages.find({ direction: 'outbound' })
    .sort({ at: 1, _id: 1 })
    .lean<MessageRecord[]>()
    .exec();
  return messages.map(({ delivery }) => delivery);
};

describe('caps on automatic mail', () => {
  it('hold for one address within a sliding hour and day; what is held back is shown with its reason', async () => {
    await cap({ recipient: { hour: 2, day: 3 } });
    const before = (await readOutbox(mail.dataDir)).length;
    for (let count = 0; count < 3; count += 1) await write('Ada <ADA@example.org>');
    await write('Bob <bob@example.org>');
    expect(await deliveries()).toEqual(['sent', 'sent', 'suppressed', 'sent']);
    expect(await Messages.findOne({ delivery: 'suppressed' }).lean<MessageRecord>().exec()).toMatchObject({
      deliveryDetail: expect.stringMatching(/^Not sent: this address/),
      direction: 'outbound',
    });
    expect(await Outgoing.countDocuments({}).exec()).toBe(3);
    now += HOUR + 1000;
    await write('ada@example.org');
    await write('ada@example.org');
    expect(await deliveries()).toEqual(['sent', 'sent', 'suppressed', 'sent', 'sent', 'suppressed']);
    now += 24 * HOUR;
    await write('ada@example.org');
    expect((await deliveries()).at(-1)).toBe('sent');
    expect((await readOutbox(mail.dataDir)).length - before).toBe(5);
  });

  it('hold for all together', async () => {
    await cap({ total: { hour: 3, day: 100 } });
    for (const name of ['a', 'b', 'c', 'd']) await write(`${name}@example.org`);
    expect(await deliveries()).toEqual(['sent', 'sent', 'sent', 'suppressed']);
    now += HOUR + 300_000;
    await write('e@example.org');
    expect((await deliveries()).at(-1)).toBe('sent');
  });

  it('hold within one batch of messages as well', async () => {
    await cap({ recipient: { hour: 2, day: 3 } });
    await Promise.all(Array.from({ length: 5 }, () => mail.send(plainMail().raw)));
    await mail.settle();
    expect((await deliveries()).filter((state) => state === 'sent')).toHaveLength(2);
    expect((await deliveries()).filter((state) => state === 'suppressed')).toHaveLength(3);
  });
});

describe('caps on the messages of flows to one ticket', () => {
  const caps = { ...mailSettingsSchema.parse({}).automaticCaps, ticket: { hour: 2, day: 3 } };
  const draft = (id: string, ticketId: string, purpose: OutboundDraft['purpose']): OutboundDraft => ({
    id,
    ticket: {
      _id: ticketId,
      token: '0'.repeat(16),
      subject: 'My invoice',
      customerId: 'c',
      customer: { name: 'Ada', address: `${ticketId}@example.org` },
    },
    channel: { _id: 'channel-service', kind: 'email', name: 'Service', address: 'service@stellwerk.local' },
    purpose,
    to: [],
    cc: [],
    subject: null,
    text: 'A reminder.',
    html: null,
    language: 'en',
    author: null,
    inReplyTo: null,
    attachments: [],
    quickReplies: [],
    attachOriginal: false,
  });
  const ask = async (...drafts: OutboundDraft[]) => {
    const { allowed, suppressed } = await capAutomatic(drafts, caps, new Map(), new Date(now));
    return [
      ...allowed.map(({ id }) => id),
      ...suppressed.map(({ draft: { id }, reason }) => `${id} ${reason}`),
    ];
  };

  const counted = (ticket: string) => countAutomatic(automaticOfTicket(ticket), new Date(now));

  it('slide with the hour and the day, count automatic replies as well, are told, and hold for no other ticket', async () => {
    expect(await ask(draft('1', 't1', 'flow'), draft('2', 't1', 'automatic'))).toEqual(['1', '2']);
    expect(await ask(draft('3', 't1', 'flow'), draft('4', 't2', 'flow'))).toEqual(['4', '3 ticket']);
    now += HOUR + 1000;
    expect(await ask(draft('5', 't1', 'flow'), draft('6', 't1', 'flow'))).toEqual(['5', '6 ticket']);
    expect(await counted('t1')).toEqual({ hour: 1, day: 3 });
    now += 23 * HOUR;
    expect(await ask(draft('7', 't1', 'flow'))).toEqual(['7']);
    expect(await counted('t1')).toEqual({ hour: 1, day: 2 });
    expect(await counted('nowhere')).toEqual({ hour: 0, day: 0 });
  });

  it('never hold back what a person writes, nor what was allowed before a crash', async () => {
    await ask(draft('a', 't3', 'flow'), draft('b', 't3', 'flow'));
    expect(await ask(draft('c', 't3', 'reply'))).toEqual(['c']);
    expect(await ask(draft('a', 't3', 'flow'), draft('d', 't3', 'flow'))).toEqual(['a', 'd ticket']);
  });
});

describe('an answer of a flow to mail from a machine', () => {
  it('is not sent, and shown', async () => {
    const flow = answersAlways();
    const nodes = flow.nodes.map((node) =>
      node.id === 'reply' ? { ...node, type: writeBack.type, config: {} } : node,
    );
    await resetInstallation({ ...flow, id: 'write-back', nodes });
    await mail.send(plainMail({ headers: ['Auto-Submitted: auto-generated'] }).raw);
    await mail.send(plainMail({ from: 'bob@example.org' }).raw);
    await mail.settle();
    expect((await deliveries()).toSorted()).toEqual(['sent', 'suppressed']);
    expect(await Messages.findOne({ delivery: 'suppressed' }).lean<MessageRecord>().exec()).toMatchObject({
      deliveryDetail: 'Not sent: automatic mail is not answered automatically.',
    });
    const [sent] = (await readOutbox(mail.dataDir)).slice(-1);
    expect(headerOf(sent, 'auto-submitted')).toBe('auto-generated');
  });
});
