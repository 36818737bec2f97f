import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import serviceMailbox from '@/flows/service-mailbox/flow.json';
import { activityRegistry } from '@/nodes/activities.generated';
import { nodeTexts } from '@/nodes/texts-en.generated';
import { queueOutgoing } from '@/runtime/engine/queue-outgoing';
import { resetInstallation } from '@/runtime/engine/test-kit';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { readTicketHistory } from '@/runtime/inbox/ticket-history';
import { type CustomerRecord, Customers } from '@/runtime/store/customers';
import { Ledger, type LedgerRecord } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { type MailInstallation, openMailInstallation, plainMail } from '@/tests/mail-installation';
import { returnPath } from './reply-token';

process.env.STELLWERK_SECRET_KEY = 's'.repeat(43);

// The demo flow, at night: every customer gets an automatic reply, mail from machines is closed.
const flow = flowDocumentSchema.parse({ ...serviceMailbox, id: 'demo' });
const now = Date.UTC(2026, 10, 2, 22);
let mail: MailInstallation;
beforeAll(async () => {
  mail = await openMailInstallation({ now: () => now, flow, activities: activityRegistry });
});
beforeEach(() => resetInstallation(flow));
afterAll(() => mail.close());

const onlyTicket = async () => {
  const tickets = await Tickets.find({}).lean<TicketRecord[]>().exec();
  expect(tickets).toHaveLength(1);
  return tickets[0] as TicketRecord;
};
const outbound = () =>
  Messages.find({ direction: 'outbound' }).sort({ at: 1, _id: 1 }).lean<MessageRecord[]>().exec();
const lastLine = () => Ledger.findOne({}).sort({ _id: -1 }).lean<LedgerRecord>().exec();

async function take(raw: string, from = 'ada@example.org') {
  await mail.send(raw, { from });
  await mail.settle();
}

/** RFC 3464, as Postfix writes it. */
function bounceOf(message: { messageId: string | null } | undefined, status: string, diagnostic: string) {
  const action = status.startsWith('5') ? 'failed' : 'delayed';
  return [
    'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
    'To: service@stellwerk.local',
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <bounce-${Math.random()}@mx.example.org>`,
    'Date: Mon, 02 Nov 2026 22:01:00 +0000',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    `Your message could not be delivered. ${diagnostic}`,
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    'Final-Recipient: rfc822; ada@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${diagnostic}`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${message?.messageId}>`,
    'Subject: Re: My invoice',
    '--b--',
    '',
  ].join('\r\n');
}

describe('a bounce', () => {
  it('is shown on the message that came back, flags the address and keeps automatic replies from it', async () => {
    await take(plainMail().raw);
    const [reply] = await outbound();
    expect(reply).toMatchObject({ automatic: true, delivery: 'sent' });
    const { snippet, unread } = await onlyTicket();
    await take(bounceOf(reply, '5.1.1', '550 5.1.1 <ada@example.org>: user unknown'), '');

    const ticket = await onlyTicket();
    // Somebody has to look, and the line still says what the customer wrote.
    expect(ticket).toMatchObject({ snippet, unread: unread + 1 });
    expect((await outbound())[0]).toMatchObject({
      _id: reply?._id,
      delivery: 'bounced',
      reported: 'hard',
    });
    expect((await outbound())[0]?.deliveryDetail).toMatch(/ada@example\.org: .*user unknown/);
    expect(await lastLine()).toMatchObject({ state: 'ticket', reason: 'bounce', ticketId: ticket._id });
    const customer = await Customers.findOne({ address: 'ada@example.org' }).lean<CustomerRecord>().exec();
    expect(customer?.badAddresses).toMatchObject([{ address: 'ada@example.org' }]);
    const came = await Messages.findOne({ 'facts.bounce': true }).lean<MessageRecord>().exec();
    expect((await readTicketHistory(ticket._id, 'en', nodeTexts)).filter(({ by }) => by === 'mail')).toEqual([
      { by: 'mail', at: came?.at, reported: 'hard', addresses: ['ada@example.org'] },
    ]);
    expect(await outbound()).toHaveLength(1);
  });

  it('of a delay leaves the message sent, and tells why', async () => {
    await take(plainMail().raw);
    const [reply] = await outbound();
    await take(bounceOf(reply, '4.4.1', '450 4.4.1 connection timed out'), '');
    expect((await outbound())[0]).toMatchObject({ delivery: 'sent', reported: 'delayed' });
    expect((await outbound())[0]?.deliveryDetail).toContain('timed out');
    const customer = await Customers.findOne({ address: 'ada@example.org' }).lean<CustomerRecord>().exec();
    expect(customer?.badAddresses).toEqual([]);
  });

  it("of an agent's answer brings a closed ticket back before people, not to the flow", async () => {
    await take(plainMail().raw);
    const ticket = await onlyTicket();
    const [answer] = await queueOutgoing(
      [
        {
          id: 'reply:1',
          ticket,
          channel: {
            _id: 'channel-service',
            kind: 'email',
            name: 'Service',
            address: 'service@stellwerk.local',
          },
          purpose: 'reply',
          to: [],
          cc: [],
          subject: null,
          text: 'All done.',
          html: null,
          language: 'en',
          author: { id: 'lisa', name: 'Lisa' },
          inReplyTo: null,
          attachments: [],
          quickReplies: [],
          attachOriginal: false,
        },
      ],
      new Date(now),
    );
    await mail.settle();
    await Tickets.updateOne(
      { _id: ticket._id },
      { $set: { state: 'closed', closedAt: new Date(now) } },
    ).exec();
    await take(bounceOf(answer, '5.2.2', '552 5.2.2 mailbox full'), '');
    expect(await onlyTicket()).toMatchObject({ state: 'open', queueId: ticket.queueId });
    expect((await outbound()).find(({ _id }) => _id === 'reply:1')).toMatchObject({
      delivery: 'bounced',
      reported: 'soft',
    });
  });

  it('of a mail that we never sent changes nothing and ends in a closed ticket', async () => {
    await take(plainMail().raw);
    await take(bounceOf({ messageId: 'not-ours@elsewhere.example' }, '5.1.1', '550 user unknown'), '');
    expect((await outbound())[0]).toMatchObject({ delivery: 'sent', deliveryDetail: null });
    const tickets = await Tickets.find({}).sort({ number: 1 }).lean<TicketRecord[]>().exec();
    expect(tickets.map(({ state }) => state)).toEqual(['open', 'closed']);
    expect(await lastLine()).toMatchObject({ state: 'ticket', reason: 'bounce' });
  });

  it('that names no message of ours is matched by the return path that it came to', async () => {
    await take(plainMail().raw);
    const [reply] = await outbound();
    const to = returnPath('service@stellwerk.local', reply?.messageId ?? '');
    const raw = [
      'From: MAILER-DAEMON@mx.example.org',
      `To: ${to}`,
      'Subject: failure notice',
      'Date: Mon, 02 Nov 2026 16:00:00 +0000',
      '',
      'Hi. This is the qmail-send program at mx.example.org.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      '',
      '<ada@example.org>:',
      '192.0.2.1 does not like recipient.',
      'Remote host said: 550 5.1.1 user unknown',
      '',
    ].join('\r\n');
    await mail.send(raw, { from: '', to });
    await mail.settle();
    await onlyTicket();
    expect((await outbound())[0]?.delivery).toBe('bounced');
  });
});

describe('mail from machines', () => {
  it('is closed by the flow without an answer, with its own reason in the ledger', async () => {
    await take(plainMail({ headers: ['Auto-Submitted: auto-replied'] }).raw);
    expect(await onlyTicket()).toMatchObject({ state: 'closed' });
    expect(await outbound()).toEqual([]);
    expect(await lastLine()).toMatchObject({ state: 'ticket', reason: 'automatic' });
  });

  it('does not wake what is parked until the customer writes', async () => {
    await take(plainMail().raw);
    const [reply] = await outbound();
    await Tickets.updateMany({}, { $set: { state: 'parked' } }).exec();
    const headers = [`In-Reply-To: <${reply?.messageId}>`];
    const { snippet, lastInboundAt } = await onlyTicket();
    const text = 'I am away until Monday.';
    await take(plainMail({ headers: [...headers, 'Auto-Submitted: auto-replied'], text }).raw);
    expect(await onlyTicket()).toMatchObject({ state: 'parked', unread: 1, messageCount: 3, snippet });
    expect((await onlyTicket()).lastInboundAt).toEqual(lastInboundAt);
    await take(bounceOf(reply, '4.4.1', '450 4.4.1 connection timed out'), '');
    expect(await onlyTicket()).toMatchObject({ state: 'parked', unread: 1, snippet });
    await take(plainMail({ headers, text: 'Thank you.' }).raw);
    expect(await onlyTicket()).toMatchObject({ state: 'open', unread: 2, snippet: 'Thank you.' });
  });

  it('does not open a closed ticket again, and the customer who writes next does', async () => {
    await take(plainMail().raw);
    const [reply] = await outbound();
    await Tickets.updateMany({}, { $set: { state: 'closed', closedAt: new Date(now) } }).exec();
    const headers = [`In-Reply-To: <${reply?.messageId}>`];
    const text = 'I am away until Monday.';
    const absence = plainMail({ headers: [...headers, 'Auto-Submitted: auto-replied'], text }).raw;
    await take(absence);
    await take(bounceOf(reply, '4.4.1', '450 4.4.1 connection timed out'), '');
    expect(await onlyTicket()).toMatchObject({ state: 'closed', messageCount: 4, reopenedAt: null });
    expect(await lastLine()).toMatchObject({ state: 'ticket', reason: 'bounce' });
    await Promise.all([
      mail.send(plainMail({ headers: [...headers, 'Auto-Submitted: auto-replied'], text }).raw),
      mail.send(plainMail({ headers, text: 'One more thing.' }).raw),
    ]);
    await mail.settle();
    expect(await onlyTicket()).toMatchObject({ state: 'open', snippet: 'One more thing.' });
  });
});
