import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Account } from '@/runtime/accounts/account';
import { findAttachedFile } from '@/runtime/inbox/attached-mail';
import { createTicketIndexer, indexTicketsById } from '@/runtime/inbox/index-tickets';
import { partsOfView, type TicketFilter } from '@/runtime/inbox/view-filter';
import { Customers } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { storeFile } from '@/runtime/store/files';
import { Messages } from '@/runtime/store/messages';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { type Caller, openWorkspace, type TestWorkspace } from '../testing/open-workspace';
import { insertMessage, insertTicket } from '../testing/sample-ticket';

let workspace: TestWorkspace;
let api: Caller;
let account: Account;

beforeAll(async () => {
  workspace = await openWorkspace();
  ({ api, account } = await workspace.as('agent', 'Ada'));
});
afterAll(() => workspace.close());

test('views come from the queues and from what the published flow sorts by, with counts', async () => {
  await insertTicket({ queueId: 'queue-billing', category: 'billing' });
  await insertTicket({
    queueId: 'queue-billing',
    category: 'billing',
    assigneeId: account.id,
    assigneeName: 'Ada',
  });
  await insertTicket({ queueId: 'queue-service', category: 'other', state: 'parked' });
  await insertTicket({ queueId: 'queue-service', category: 'other', state: 'closed' });
  const groups = await api.inbox.views();
  const counts = Object.fromEntries(groups.flatMap(({ views }) => views.map(({ id, count }) => [id, count])));
  expect(counts).toEqual({
    mine: 1,
    unassigned: 1,
    open: 2,
    'queue:queue-billing': 2,
    'queue:queue-service': 0,
    'queue:queue-cancellations': 0,
    'sorted:category:billing': 2,
    'sorted:category:cancellation': 0,
    'sorted:category:other': 0,
    parked: 1,
    closed: 0,
  });
  const queues = groups.find(({ kind }) => kind === 'queues');
  expect(queues?.views.map(({ name }) => name)).toEqual(['Billing', 'Service', 'Cancellations']);
});

test('a view lists what it counts', async () => {
  const listed = async (view: string) => (await api.inbox.list({ view })).tickets.length;
  expect(await listed('mine')).toBe(1);
  expect(await listed('queue:queue-billing')).toBe(2);
  expect(await listed('sorted:category:billing')).toBe(2);
  expect(await listed('parked')).toBe(1);
  expect(await listed('closed')).toBe(1);
  await expect(api.inbox.list({ view: 'nonsense' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('pages follow each other without gap or repetition, urgent ones first', async () => {
  await Tickets.deleteMany({});
  const at = new Date('2026-03-03T12:00:00Z');
  for (let index = 0; index < 23; index += 1) {
    // Many share priority and time: only the id tells them apart.
    await insertTicket({
      priority: index % 3 === 0 ? 10 : 0,
      lastMessageAt: index < 15 ? at : new Date(at.getTime() + index),
    });
  }
  const seen: { id: string; priority: number }[] = [];
  let cursor: Awaited<ReturnType<typeof api.inbox.list>>['next'] = null;
  do {
    const page: Awaited<ReturnType<typeof api.inbox.list>> = await api.inbox.list({
      view: 'open',
      limit: 5,
      cursor,
    });
    seen.push(...page.tickets);
    cursor = page.next;
  } while (cursor);
  expect(seen).toHaveLength(23);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(23);
  const priorities = seen.map(({ priority }) => priority);
  expect(priorities).toEqual(priorities.toSorted((a, b) => b - a));
});

test('search finds by number, words of subject and text in any order, and address; it takes no patterns', async () => {
  const ticket = await insertTicket({ subject: 'Lamp (broken) delivered' });
  await indexTicketsById([ticket._id]);
  const found = async (search: string) => (await api.inbox.search({ search })).map(({ id }) => id);
  expect(await found(`#${ticket.number}`)).toEqual([ticket._id]);
  expect(await found('DELIVERED lamp')).toEqual([ticket._id]);
  expect(await found('(broken)')).toEqual([ticket._id]);
  expect(await found(ticket.customer.address)).toEqual([ticket._id]);
  expect(await found('l.mp')).toEqual([]);
  // What stands in its messages.
  expect(await found('lamp can THIS')).toEqual([ticket._id]);
  expect(await found('lamp cannot')).toEqual([]);
  expect(await found('...')).toEqual([]);
  const { tickets } = await api.inbox.list({ view: 'open', search: 'lamp' });
  expect(tickets.map(({ id }) => id)).toEqual([ticket._id]);
  expect((await api.inbox.list({ view: 'closed', search: 'lamp' })).tickets).toEqual([]);
});

test('what was searched for comes in pages, and within the view and its filters', async () => {
  const tickets: TicketRecord[] = [];
  for (const minute of [1, 2, 3])
    tickets.push(
      await insertTicket({
        subject: `Zeppelin ${minute}`,
        lastMessageAt: new Date(Date.UTC(2026, 1, 1, 8, minute)),
        tags: minute === 2 ? ['north'] : [],
      }),
    );
  await indexTicketsById(tickets.map(({ _id }) => _id));
  const request = { view: 'open', search: 'zeppelin', limit: 2 } as const;
  const first = await api.inbox.list(request);
  const second = await api.inbox.list({ ...request, cursor: first.next });
  const subjects = [...first.tickets, ...second.tickets].map(({ subject }) => subject);
  expect(subjects).toEqual(['Zeppelin 3', 'Zeppelin 2', 'Zeppelin 1']);
  expect(second.next).toBeNull();
  const tagged = await api.inbox.list({ view: 'open', search: 'zeppelin', tag: 'north' });
  expect(tagged.tickets.map(({ subject }) => subject)).toEqual(['Zeppelin 2']);
});

/** What a subscription yields where no transport takes it apart: id, data and a mark. */
const trackedSchema = z
  .tuple([
    z.string(),
    z.object({ topic: z.string(), key: z.string(), data: z.record(z.string(), z.unknown()) }),
  ])
  .rest(z.unknown());

test('an open page is told what changes, and after a break what it has missed', async () => {
  const ticket = await insertTicket();
  const changes = await api.live.changes({ topics: ['ticket'] });
  const iterator = changes[Symbol.asyncIterator]();
  const next = iterator.next();
  // The stream tells what happens after its first look at the store, which nobody outside can see.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await api.tickets.take({ id: ticket._id });
  const [eventId, told] = trackedSchema.parse((await next).value);
  expect(told).toMatchObject({ topic: 'ticket', key: ticket._id, data: { change: 'taken' } });
  await iterator.return?.();

  await api.tickets.giveBack({ id: ticket._id });
  const resumed = await api.live.changes({ topics: ['ticket'], lastEventId: eventId });
  const kinds: unknown[] = [];
  for await (const event of resumed) {
    const [, change] = trackedSchema.parse(event);
    kinds.push(change.data.change);
    if (change.data.change === 'returned') break;
  }
  expect(kinds).toContain('returned');
});

test('whoever opens a page is available until he says otherwise', async () => {
  const kim = await workspace.as('agent', 'Kim');
  expect(await kim.api.profile.signOfLife({ arrives: false })).toEqual({ presence: 'offline' });
  expect(await kim.api.profile.signOfLife({ arrives: true })).toEqual({ presence: 'available' });
  await kim.api.profile.setPresence({ presence: 'away' });
  expect(await kim.api.profile.signOfLife({ arrives: true })).toEqual({ presence: 'away' });
  const { agents } = await api.inbox.targets();
  expect(agents.find(({ name }) => name === 'Kim')?.presence).toBe('away');
});

test('every view is read from an index in the order of the list', async () => {
  const stages = async (view: string) => {
    const { states, rest } = partsOfView(view, 'somebody');
    const plans = await Promise.all(
      states.map((state) =>
        nativeCollection(Tickets)
          .find({ ...rest, state } as TicketFilter)
          .sort({ priority: -1, lastMessageAt: -1, _id: -1 })
          .limit(61)
          .explain('queryPlanner'),
      ),
    );
    return JSON.stringify(plans.map((plan) => plan.queryPlanner?.winningPlan));
  };
  for (const view of ['mine', 'unassigned', 'open', 'queue:q', 'sorted:category:c', 'parked', 'closed']) {
    expect(await stages(view)).toContain('IXSCAN');
    expect(await stages(view)).not.toMatch(/"SORT"|COLLSCAN/);
  }
});

test('the search index follows what changes, and goes once through what was there before', async () => {
  const old = await insertTicket({ subject: 'Zitronenpresse' });
  const found = async (search: string) => (await api.inbox.search({ search })).map(({ id }) => id);
  const indexer = createTicketIndexer();
  while ((await indexer.run(3, new Date())) > 0);
  expect(await found('zitronen')).toEqual([old._id]);
  expect(await found('orangen')).toEqual([]);
  await api.tickets.edit({ id: old._id, subject: 'Orangenpresse', tags: ['eilig'] });
  await indexer.run(100, new Date());
  expect(await found('zitronen orangen')).toEqual([old._id]);
  expect(await found('orangenpresse eilig')).toEqual([old._id]);
});

test('who writes is warned of addresses that mail came back from', async () => {
  const ticket = await insertTicket();
  const { address } = ticket.customer;
  const bad = { address, detail: '550 no such user', at: new Date() };
  await Customers.updateOne({ _id: ticket.customerId }, { $set: { badAddresses: [bad] } }).exec();
  expect(await api.inbox.badAddresses({ addresses: [address.toUpperCase(), 'other@example.org'] })).toEqual([
    bad,
  ]);
});

/** A mail of one file. */
function mailWith(
  subject: string,
  body: string,
  file: { name: string; type: string; content: string },
): string {
  return [
    'From: Kim Kunde <kim@example.org>',
    'To: chef@example.org',
    'Date: Mon, 02 Mar 2026 09:00:00 +0100',
    `Subject: ${subject}`,
    `Content-Type: multipart/mixed; boundary="${subject}"`,
    '',
    `--${subject}`,
    'Content-Type: text/html; charset=utf-8',
    '',
    body,
    `--${subject}`,
    `Content-Type: ${file.type}; name="${file.name}"`,
    `Content-Disposition: attachment; filename="${file.name}"`,
    '',
    file.content,
    `--${subject}--`,
    '',
  ].join('\r\n');
}

test('a mail in a mail is read in place, and so is the one in that', async () => {
  const ticket = await insertTicket();
  const message = await insertMessage(ticket, 'See the attached mail.', ticket.createdAt);
  const inner = mailWith('inner', '<p>Inside</p>', {
    name: 'a.txt',
    type: 'text/plain',
    content: 'deep down',
  });
  const outer = mailWith(
    'outer',
    '<b>Wrong bill</b><script>alert(1)</script><img src="https://x.example/a.png">',
    {
      name: 'inner.eml',
      type: 'message/rfc822',
      content: inner,
    },
  );
  const fileId = await storeFile('attachments', 'outer.eml', Buffer.from(outer));
  const attachment = { fileId, name: 'outer.eml', type: 'message/rfc822', size: outer.length };
  await Messages.updateOne(
    { _id: message._id },
    { attachments: [{ ...attachment, contentId: null, inline: false }] },
  ).exec();
  const messageId = message._id;

  const mail = await api.inbox.attachedMail({ messageId, file: fileId });
  expect(mail).toMatchObject({
    from: { name: 'Kim Kunde', address: 'kim@example.org' },
    subject: 'outer',
    sentAt: new Date('2026-03-02T08:00:00Z'),
    attachments: [{ name: 'inner.eml', type: 'message/rfc822', fileId: `${fileId}/0` }],
  });
  expect(mail.html).toContain('<b>Wrong bill</b>');
  expect(mail.html).not.toMatch(/script| src=/);

  const within = await api.inbox.attachedMail({ messageId, file: mail.attachments[0]?.fileId ?? '' });
  expect(within).toMatchObject({
    subject: 'inner',
    attachments: [{ name: 'a.txt', fileId: `${fileId}/0.0` }],
  });
  const found = await findAttachedFile({ messageId, fileId, within: [0, 0] });
  expect(Buffer.from(found.content).toString().trim()).toBe('deep down');

  const missing = { code: 'NOT_FOUND' };
  await expect(api.inbox.attachedMail({ messageId, file: `${fileId}/7` })).rejects.toMatchObject(missing);
  await expect(api.inbox.attachedMail({ messageId: 'another', file: fileId })).rejects.toMatchObject(missing);
  await expect(api.inbox.attachedMail({ messageId, file: `${fileId}/..` })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});
