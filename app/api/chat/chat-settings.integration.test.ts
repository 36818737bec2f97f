import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishTestFlow, testMessage } from '@/runtime/engine/test-kit';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { Calendars } from '@/runtime/store/calendars';
import { Channels } from '@/runtime/store/channels';
import { Customers } from '@/runtime/store/customers';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { type ChatInstallation, openChat, PUBLIC_TOKEN } from './testing/open-chat';
import { texts, ticketOf } from './testing/ticket-of';

// What an operator can set, and what leads out of a chat and into it.
let chat: ChatInstallation;

beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

it('serves the public settings and nothing else', async () => {
  const config = await (await chat.call({ place: 'config' })).json();
  expect(config).toMatchObject({ name: 'Website', contact: 'off', opening: { open: true } });
  expect(JSON.stringify(config)).not.toContain(PUBLIC_TOKEN);
  expect(JSON.stringify(config)).not.toContain('allowedOrigins');
});

it('keeps who the visitor says he is with the customer, and makes him nobody else’s', async () => {
  const visitor = await chat.visitor({ session: { name: 'Ada', email: 'ada@example.org' } });
  await visitor.say({ text: 'Hello' });
  await chat.settle();
  const ticket = await ticketOf(visitor);
  const customer = await Customers.findById(ticket.customerId).lean().exec();
  expect(customer).toMatchObject({ name: 'Ada', fields: { email: 'ada@example.org' } });
  expect(customer?.identities).toEqual([`chat:${ticket.customer.address}`]);
  expect(ticket.customer.name).toBe('Ada');
});

describe('with other settings', () => {
  async function withSettings(settings: object, act: () => Promise<void>): Promise<void> {
    const before = await Channels.findOne({ kind: 'chat' }).lean().exec();
    await Channels.updateOne({ kind: 'chat' }, { $set: { settings: { ...before?.settings, ...settings } } });
    try {
      await act();
    } finally {
      await Channels.updateOne({ kind: 'chat' }, { $set: { settings: before?.settings } });
    }
  }
  const open = async (body: object) => {
    const answer = await chat.call({ place: 'session', body: { language: 'en', consent: false, ...body } });
    return [answer.status, (await answer.json()).code];
  };

  it('asks for consent and for a contact before anything is kept', () =>
    withSettings({ consent: { de: 'Wir speichern.' }, contact: 'required' }, async () => {
      expect(await open({})).toEqual([400, 'consentMissing']);
      expect(await open({ consent: true })).toEqual([400, 'contactMissing']);
      expect(await open({ consent: true, name: 'Ada', email: 'no address' })).toEqual([400, 'badRequest']);
      expect(await open({ consent: true, name: 'Ada', email: 'ada2@example.org' })).toEqual([201, undefined]);
    }));

  it('is closed out of hours, and takes messages then only where it is set to', async () => {
    await Calendars.updateOne({ slot: 'office' }, { $set: { 'hours.weekly': {}, 'hours.holidays': null } });
    await withSettings({ calendar: 'office', offline: 'noticeOnly' }, async () => {
      const { opening } = await (await chat.call({ place: 'config' })).json();
      expect(opening).toMatchObject({ open: false, takesMessages: false, opensAt: null });
      const answer = await (await chat.visitor()).say({ text: 'Hello?' });
      expect([answer.status, (await answer.json()).code]).toEqual([409, 'chatClosed']);
    });
    await withSettings({ calendar: 'office' }, async () => {
      expect((await (await chat.visitor()).say({ text: 'Hello?' })).status).toBe(202);
    });
  });
});

it('mails the visitor what was said, within limits, and his answer would find the ticket', async () => {
  const visitor = await chat.visitor();
  await visitor.say({ text: 'Please keep this' });
  await chat.settle();
  const ticket = await ticketOf(visitor);
  const ask = () =>
    visitor.call({
      place: 'transcript',
      body: { clientId: `transcript-${Math.random().toString(36).slice(2)}`, email: 'Ada@Example.org' },
    });
  const asked = [];
  for (let count = 0; count < 4; count += 1) asked.push((await ask()).status);
  expect(asked).toEqual([202, 202, 202, 429]);
  await chat.settle();
  const mails = await Messages.find({ ticketId: ticket._id, channelKind: 'email' })
    .lean<MessageRecord[]>()
    .exec();
  expect(mails).toHaveLength(3);
  expect(mails[0]).toMatchObject({ delivery: 'sent', to: [{ address: 'Ada@Example.org' }] });
  expect(mails[0]?.text).toContain('Please keep this');
  expect(mails[0]?.text).toContain('What is it about?');
  expect(mails[0]?.messageId).toContain(ticket.token);
  // What was mailed is no part of the chat.
  expect((await visitor.history()).lines).toHaveLength(2);
});

describe('a ticket that was begun by mail', () => {
  it('goes on in the chat by a signed link, with its customer and his address', async () => {
    await publishTestFlow(offerChat(), 1);
    const mail = testMessage({ facts: { from: { name: 'Ada Beispiel', address: 'ada3@example.org' } } });
    await chat.engine.receive(mail);
    await chat.settle();
    const offered = await Messages.findOne({ channelKind: 'email', text: /\?with=/ })
      .lean<MessageRecord>()
      .exec();
    const carry = /\?with=(\S+)/.exec(offered?.text ?? '')?.[1] ?? '';
    const visitor = await chat.visitor({ session: { carry } });
    // The link may have been passed on: nothing of the mails is shown.
    expect((await visitor.history()).lines).toEqual([]);
    await visitor.say({ text: 'Here I am' });
    await chat.settle();
    const ticket = await ticketOf(visitor);
    expect(ticket._id).toBe(offered?.ticketId);
    const customer = await Customers.findById(ticket.customerId).lean().exec();
    expect(customer?.identities).toEqual(['email:ada3@example.org', expect.stringMatching(/^chat:visitor-/)]);
    expect(customer?.address).toBe('ada3@example.org');
    expect(texts((await visitor.history()).lines)).toEqual([
      'visitor: Here I am',
      'flow: Welcome, Ada Beispiel.',
    ]);

    for (const forged of [`${carry}x`, carry.replace(/^./, 'z'), 'a.b.c']) {
      const answer = await chat.call({
        place: 'session',
        body: { language: 'en', consent: false, carry: forged },
        address: '192.0.2.50',
      });
      expect([answer.status, (await answer.json()).code]).toEqual([403, 'linkExpired']);
    }
  });

  it('writes to others by mail, though its last message came by chat', async () => {
    const notified = await Messages.findOne({ 'to.address': 'team@example.net' })
      .lean<MessageRecord>()
      .exec();
    expect(notified).toMatchObject({ channelKind: 'email', delivery: 'sent' });
  });
});

/** Mail -> offer the chat -> wait for the customer -> tell the team by mail -> welcome him -> queue. */
function offerChat(): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'offer-chat',
    name: 'Offer chat',
    nodes: [
      { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
      { id: 'offer', type: 'offer-channel', config: { chat: 'website' } },
      { id: 'wait', type: 'wait-for-reply', config: {} },
      { id: 'tell', type: 'notify', config: { to: ['team@example.net'], subject: 'A chat', text: 'Look' } },
      {
        id: 'welcome',
        type: 'send-message',
        config: { text: { en: 'Welcome, {{customer.name}}.', de: 'Hallo' } },
      },
      { id: 'queue', type: 'queue', config: { queue: 'billing' } },
    ],
    edges: [
      { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'offer' },
      { id: 'e2', from: { node: 'offer', port: 'next' }, to: 'wait' },
      { id: 'e3', from: { node: 'wait', port: 'wrote' }, to: 'tell' },
      { id: 'e4', from: { node: 'tell', port: 'next' }, to: 'welcome' },
      { id: 'e5', from: { node: 'welcome', port: 'next' }, to: 'queue' },
    ],
  });
}
