import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChannelSecrets } from '@/runtime/channels/email/open-channel-secrets';
import { indexTicketsById } from '@/runtime/inbox/index-tickets';
import { findChannel } from '@/runtime/store/channels';
import { Ledger } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { readModelSettings } from '@/runtime/store/model-settings';
import { openSecret } from '@/runtime/store/secret-box';
import { type Caller, openWorkspace, type TestWorkspace } from '../testing/open-workspace';
import { refusalOf } from '../testing/refusal-of';
import { insertTicket } from '../testing/sample-ticket';

let workspace: TestWorkspace;
let api: Caller;

beforeAll(async () => {
  workspace = await openWorkspace();
  ({ api } = await workspace.as('admin'));
});
afterAll(() => workspace.close());

const mailbox = {
  name: 'Support',
  addresses: ['Support@Example.org'],
  enabled: true,
  settings: {
    incoming: { kind: 'imap' as const, host: '127.0.0.1', port: 1, user: 'support' },
    outgoing: { kind: 'outbox' as const },
  },
  secrets: { imapPassword: 'very secret' },
};

test('passwords of mailboxes are sealed, stay when nothing is typed, and never leave the server', async () => {
  const added = await api.mailboxes.add(mailbox);
  expect(added).toMatchObject({
    slot: 'support',
    addresses: ['support@example.org'],
    storedSecrets: ['imapPassword'],
  });
  await api.mailboxes.change({ ...mailbox, id: added.id, name: 'Help', secrets: {} });
  const stored = await findChannel(added.id);
  expect(JSON.stringify(stored)).not.toContain('very secret');
  expect(stored && openChannelSecrets(stored)).toEqual({ imapPassword: 'very secret' });
  expect(JSON.stringify(await api.mailboxes.list())).not.toContain(stored?.secrets.imapPassword);
});

test('one address belongs to one mailbox', async () => {
  const second = { ...mailbox, addresses: ['service@stellwerk.local'] };
  expect(await refusalOf(api.mailboxes.add(second))).toBe('addressTaken');
});

test('trying a mailbox tells what is wrong and saves nothing', async () => {
  const findings = await api.mailboxes.tryOut({
    id: null,
    settings: mailbox.settings,
    secrets: mailbox.secrets,
  });
  expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual([
    'error imapFailed',
    'warning outboxOnly',
  ]);
  expect((await api.mailboxes.list()).length).toBe(2);
});

test('the key of the model server is sealed and kept until it is taken away', async () => {
  const settings = { baseUrl: 'https://models.example.org/v1', model: 'small', monthlyTokens: null };
  await api.settings.saveModel({ ...settings, apiKey: 'sk-secret' });
  await api.settings.saveModel({ ...settings, model: 'large', apiKey: null });
  const stored = await readModelSettings();
  expect(openSecret(stored.sealedApiKey, 'model')).toBe('sk-secret');
  const view = await api.settings.model();
  expect(view).toEqual({ ...settings, model: 'large', hasApiKey: true });
  await api.settings.saveModel({ ...settings, apiKey: '' });
  expect((await api.settings.model()).hasApiKey).toBe(false);
});

test('how mail is threaded and limited is kept as it was set', async () => {
  const settings = await api.settings.mail();
  expect(settings).toMatchObject({ sameSubjectDays: 7, processingLimit: null });
  const changed = {
    ...settings,
    sameSubjectDays: 0,
    processingLimit: 500,
    automaticCaps: { ...settings.automaticCaps, recipient: { hour: 2, day: 3 } },
  };
  await api.settings.saveMail(changed);
  expect(await api.settings.mail()).toEqual(changed);
  expect(await refusalOf(api.settings.saveMail({ ...changed, processingLimit: 0 }))).toBe('BAD_REQUEST');
});

test('a mailbox keeps its limits, its copy of what was sent and what happens after fetching', async () => {
  const settings = {
    incoming: {
      ...mailbox.settings.incoming,
      afterFetch: { kind: 'move' as const, folder: 'Done' },
      firstFetch: 'new' as const,
    },
    outgoing: { kind: 'smtp' as const, host: '127.0.0.1', perMinute: 30, sentCopy: { folder: null } },
    signature: { de: 'Ihr Team', en: 'Your team' },
    processingLimit: 200,
  };
  const { id } = await api.mailboxes.add({ ...mailbox, addresses: ['limits@example.org'], settings });
  const added = (await api.mailboxes.list()).find((one) => one.id === id);
  expect(added?.settings).toMatchObject(settings);
});

test('a queue gets a slot of its own and goes only when it is empty', async () => {
  const input = {
    name: { de: 'Rückgabe', en: 'Returns' },
    color: 'teal',
    distribution: 'pull' as const,
    sla: null,
  };
  const first = await api.queues.add(input);
  const second = await api.queues.add(input);
  const slots = (await api.queues.list()).map(({ slot }) => slot);
  expect(slots).toEqual(['billing', 'service', 'cancellations', 'rueckgabe', 'rueckgabe-2']);
  await insertTicket({ queueId: first.id });
  expect(await refusalOf(api.queues.remove({ id: first.id }))).toBe('queueNotEmpty');
  expect(await refusalOf(api.queues.remove({ id: second.id }))).toBe('none');
  expect(await refusalOf(api.queues.remove({ id: second.id }))).toBe('queueUnknown');
});

test('opening hours are checked before they are kept', async () => {
  const hours = {
    timeZone: 'Europe/Vienna',
    weekly: { 1: [{ from: '08:00', to: '12:00' }] },
    holidays: 'AT',
    exceptions: [],
  };
  const { id } = await api.calendars.add({ name: { de: 'Wien', en: 'Vienna' }, hours });
  expect((await api.calendars.list()).find((calendar) => calendar.id === id)).toMatchObject({
    slot: 'wien',
    hours,
  });
  const wrong = { name: { de: 'X', en: 'X' }, hours: { ...hours, timeZone: 'Mars/Olympus' } };
  expect(await refusalOf(api.calendars.add(wrong))).toBe('BAD_REQUEST');
});

test('the ledger shows what is stuck, and only quarantined messages go on their way again', async () => {
  const line = (id: string, state: 'received' | 'quarantined', minutesAgo: number) => ({
    _id: id,
    channelId: 'channel-service',
    channelKind: 'email',
    externalId: id,
    state,
    from: 'a@example.org',
    subject: 'Stuck [x]',
    arrivedAt: new Date(Date.now() - minutesAgo * 60_000),
  });
  await Ledger.create([
    line('stuck', 'received', 5),
    line('young', 'received', 0),
    line('broken', 'quarantined', 9),
  ]);
  const overview = await api.overview.get();
  expect(overview.ledger).toEqual({ total: 3, quarantined: 1, unaccounted: 1 });
  expect((await api.ledger.list({ search: 'stuck [x]' })).lines.map(({ id }) => id)).toEqual([
    'young',
    'stuck',
    'broken',
  ]);
  expect((await api.ledger.list({ state: 'quarantined' })).lines.map(({ id }) => id)).toEqual(['broken']);
  expect(await refusalOf(api.ledger.processAgain({ id: 'stuck' }))).toBe('notQuarantined');
  await api.ledger.processAgain({ id: 'broken' });
  expect((await api.ledger.list({ state: 'quarantined' })).lines).toEqual([]);
});

test('lines that lie on tickets are found by number, sender and Message-ID; a page ends with all that came at once', async () => {
  const ticket = await insertTicket({ subject: 'Clock stands still' });
  const message = await Messages.findOne({ ticketId: ticket._id }).lean<MessageRecord>().exec();
  const arrivedAt = new Date(Date.now() + 60_000);
  const line = (_id: string) => ({
    _id,
    channelId: 'channel-service',
    channelKind: 'email',
    externalId: `mail:${_id}`,
    state: 'ticket' as const,
    ticketId: ticket._id,
    from: ticket.customer.address,
    subject: ticket.subject,
    arrivedAt,
  });
  const ids = [message?._id ?? '', 'twin-1', 'twin-2'];
  await Ledger.create(ids.map(line));
  await Ledger.updateOne({ _id: 'twin-2' }, { $set: { reason: 'bounce' } }).exec();
  const bounces = await api.ledger.list({ reason: 'bounce' });
  expect(bounces.lines.map(({ id }) => id)).toEqual(['twin-2']);
  await indexTicketsById([ticket._id]);
  const found = async (search: string) => (await api.ledger.list({ search })).lines.map(({ id }) => id);
  for (const search of [
    `#${ticket.number}`,
    ticket.customer.address,
    'still CLOCK',
    `<${message?.messageId}>`,
  ])
    expect(await found(search)).toEqual([message?._id]);
  expect(await found('mail:twin-1')).toEqual(['twin-1']);
  expect(await found('clock can')).toEqual([]);
  const page = await api.ledger.list({ state: 'ticket', limit: 1 });
  expect(page.lines.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

test('an invited colleague gets a link, and the last admin cannot lock everybody out', async () => {
  const { loginPath, user } = await api.users.add({
    name: 'Kim',
    email: 'kim@example.org',
    role: 'designer',
  });
  expect(loginPath).toMatch(/^\/login\/once\?token=.{20,}$/);
  expect(user).toMatchObject({ role: 'designer', mustSetPassword: true });
  const admin = (await api.users.list()).find(({ role }) => role === 'admin');
  expect(await refusalOf(api.users.change({ id: admin?.id ?? '', role: 'agent' }))).toBe('lastAdmin');
});
