import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { listLedgerLines } from '@/runtime/administration/ledger-lines';
import { readOverview } from '@/runtime/administration/overview';
import { createFlowCheck } from '@/runtime/engine/flow-check';
import { summariseLedger } from '@/runtime/engine/ledger-summary';
import { listTickets, searchTickets } from '@/runtime/inbox/list-tickets';
import { mergeTickets } from '@/runtime/inbox/merge-tickets';
import { readCustomerCard, readTicketDetail } from '@/runtime/inbox/read-ticket';
import { countViews } from '@/runtime/inbox/view-counts';
import { writeReply } from '@/runtime/inbox/write-reply';
import { readFlowTraffic } from '@/runtime/library/flow-traffic';
import { listNodeExecutions } from '@/runtime/library/node-executions';
import { recordedMessagesOfFlow } from '@/runtime/library/recorded-executions';
import { listRecordedMessages } from '@/runtime/library/recorded-messages';
import { findExecutionsOfTicket } from '@/runtime/store/executions';
import { Ledger } from '@/runtime/store/ledger';
import { findChangesOfTicket } from '@/runtime/store/ticket-changes';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { type MailInstallation, openMailInstallation, plainMail } from '@/tests/mail-installation';
import { watchQueries } from '@/tests/watched-queries';
import { workerJobs } from './worker-jobs';

/** There are as many of these as people have set up, and they are read as a whole. */
const SMALL = new Set([
  'agents',
  'calendars',
  'cannedReplies',
  'channels',
  'flows',
  'queues',
  'schedules',
  'teams',
]);

const ada = { id: 'a1', name: 'Ada Beispiel' };
let installation: MailInstallation;
beforeAll(async () => {
  installation = await openMailInstallation({ connection: { monitorCommands: true } });
});
afterAll(() => installation.close());

it('finds messages, tickets and what belongs to them by indexes, however many there are', async () => {
  const queries = watchQueries();
  const tickets = await receiveMails();
  await doJobs();
  await workInInbox(tickets);
  await lookAround();
  const { looked, scans } = await queries.scanned();
  expect(looked).toBeGreaterThan(60);
  expect(scans.filter(({ collection }) => !SMALL.has(collection))).toEqual([]);
});

/** New requests, an answer, an automatic mail. */
async function receiveMails(): Promise<TicketRecord[]> {
  const first = plainMail();
  await installation.send(first.raw);
  await installation.settle();
  await installation.send(plainMail({ headers: [`In-Reply-To: <${first.messageId}>`] }).raw);
  await installation.send(plainMail({ headers: ['Auto-Submitted: auto-replied'] }).raw);
  await installation.send(plainMail({ from: 'bert@example.org', subject: 'Something else' }).raw);
  await installation.settle();
  return await Tickets.find({}).sort({ _id: 1 }).lean<TicketRecord[]>().exec();
}

/** Everything that a worker does again and again. */
async function doJobs(): Promise<void> {
  const { engine } = installation;
  const { context } = engine;
  const jobs = workerJobs({
    engine,
    context,
    now: context.now,
    log: context.log,
    check: createFlowCheck(nodeRegistry, context.environments).current,
  });
  for (const job of jobs) await job.handle();
}

async function workInInbox([ticket, other]: TicketRecord[]): Promise<void> {
  if (!ticket || !other) throw new Error('There should be two tickets.');
  const now = new Date();
  for (const view of ['mine', 'unassigned', 'open', 'parked', 'closed'])
    for (const narrowed of [{}, { unread: true }, { overdue: true }, { urgent: true }, { tag: 'x' }] as const)
      await listTickets({ view, limit: 20, ...narrowed }, ada.id, now);
  await listTickets({ view: 'open', search: 'invoice', limit: 20 }, ada.id, now);
  await searchTickets(`#${ticket.number}`, 5);
  await searchTickets('ada@example.org', 5);
  await countViews(ada.id, ['category']);
  await readTicketDetail(ticket._id, ada.id, now);
  await readCustomerCard(ticket._id);
  await findExecutionsOfTicket(ticket._id);
  await findChangesOfTicket(ticket._id);
  const reply = {
    ticketId: ticket._id,
    replyId: 'reply-of-ada',
    html: '<p>Here you are.</p>',
    to: [ticket.customer],
    cc: [],
    bcc: [],
    subject: null,
    uploads: [],
    seenMessageId: null,
    evenIfNewer: true,
    sendAt: null,
    afterwards: 'close' as const,
  };
  await writeReply(reply, ada, now);
  await mergeTickets(other._id, ticket._id, ada, now);
  await installation.engine.settle();
}

async function lookAround(): Promise<void> {
  const now = new Date();
  const dayAgo = new Date(now.getTime() - 86_400_000);
  await readOverview(now);
  await summariseLedger(now.getTime());
  await listLedgerLines({ limit: 20 });
  for (const search of ['invoice', '#1', '<mail-1@example.org>'])
    await listLedgerLines({ search, limit: 20 });
  await listLedgerLines({ state: 'ticket', before: now, limit: 20 });
  await expectByReasonAlone('automatic');
  await listRecordedMessages('', 10);
  await listRecordedMessages('invoice', 10);
  await readFlowTraffic('reply-and-queue', 7, now);
  await listNodeExecutions('reply-and-queue', 'queue', 10, now);
  const recorded = recordedMessagesOfFlow('reply-and-queue', dayAgo);
  expect((await recorded.next()).done).toBe(false);
}

/** Few of many lines have the reason that somebody looks for: only those are read, newest first. */
async function expectByReasonAlone(reason: string): Promise<void> {
  const [line] = await listLedgerLines({ reason, limit: 20 });
  expect(line?.reason).toBe(reason);
  const plan = await Ledger.find({ reason }).sort({ arrivedAt: -1 }).limit(20).explain('executionStats');
  expect(plan).toMatchObject({ executionStats: { nReturned: 1, totalDocsExamined: 1 } });
}
