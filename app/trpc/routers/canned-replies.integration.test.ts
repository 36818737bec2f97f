import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, openWorkspace, type TestWorkspace } from '../testing/open-workspace';
import { refusalOf } from '../testing/refusal-of';
import { insertTicket } from '../testing/sample-ticket';

let workspace: TestWorkspace;
let supervisor: Caller;
let ada: Caller;

beforeAll(async () => {
  workspace = await openWorkspace();
  supervisor = (await workspace.as('supervisor', 'Ben')).api;
  ada = (await workspace.as('agent', 'Ada')).api;
});
afterAll(() => workspace.close());

const greeting = {
  title: 'Greeting',
  shortcut: 'Hello',
  text: {
    de: 'Guten Tag {{customer.name}}, Nr. {{ticket.number}}. {{agent.name}}',
    en: 'Hi {{customer.name}}',
  },
  queueId: null,
};

test('an agent is offered what fits the ticket: its queue, its language, its names', async () => {
  const { id } = await supervisor.cannedReplies.add(greeting);
  const invoice = { ...greeting, title: 'Invoice', shortcut: 'invoice', text: { de: '', en: 'The invoice' } };
  await supervisor.cannedReplies.add({ ...invoice, queueId: 'queue-billing' });
  const german = await insertTicket({ language: 'de', queueId: 'queue-service' });
  const english = await insertTicket({ language: 'en', queueId: 'queue-billing' });
  expect(await ada.cannedReplies.offered({ ticketId: german._id })).toEqual([
    {
      id,
      title: 'Greeting',
      shortcut: 'hello',
      text: `Guten Tag Erika Muster, Nr. ${german.number}. Ada`,
    },
  ]);
  const offered = await ada.cannedReplies.offered({ ticketId: english._id });
  expect(offered.map(({ text }) => text)).toEqual(['Hi Erika Muster', 'The invoice']);
  expect(await refusalOf(ada.cannedReplies.offered({ ticketId: 'nothing' }))).toBe('ticketUnknown');
});

test('they are written only by those who may, and only what can be filled is kept', async () => {
  expect(await refusalOf(ada.cannedReplies.add(greeting))).toBe('FORBIDDEN');
  expect(await refusalOf(ada.cannedReplies.list())).toBe('FORBIDDEN');
  const other = { ...greeting, shortcut: 'other' };
  expect(await refusalOf(supervisor.cannedReplies.add({ ...other, shortcut: 'a b' }))).toBe('BAD_REQUEST');
  expect(await refusalOf(supervisor.cannedReplies.add({ ...other, text: { de: ' ', en: '' } }))).toBe(
    'BAD_REQUEST',
  );
  expect(
    await refusalOf(supervisor.cannedReplies.add({ ...other, text: { de: '{{vars.x}}', en: '' } })),
  ).toBe('variableUnknown');
  expect(await refusalOf(supervisor.cannedReplies.add({ ...other, queueId: 'gone' }))).toBe('queueUnknown');
  expect((await supervisor.cannedReplies.list()).map(({ shortcut }) => shortcut)).toEqual([
    'hello',
    'invoice',
  ]);
});

test('a shortcut belongs to one; changing and deleting tell when there is nothing', async () => {
  const { id } = await supervisor.cannedReplies.add({ ...greeting, shortcut: 'bye', title: 'Bye' });
  expect(await refusalOf(supervisor.cannedReplies.add({ ...greeting, shortcut: 'BYE' }))).toBe(
    'shortcutTaken',
  );
  expect(await refusalOf(supervisor.cannedReplies.change({ ...greeting, id }))).toBe('shortcutTaken');
  await supervisor.cannedReplies.change({ ...greeting, shortcut: 'bye', title: 'Farewell', id });
  expect((await supervisor.cannedReplies.list()).find((reply) => reply.id === id)?.title).toBe('Farewell');
  await supervisor.cannedReplies.remove({ id });
  expect(await refusalOf(supervisor.cannedReplies.remove({ id }))).toBe('cannedReplyUnknown');
  expect(await refusalOf(supervisor.cannedReplies.change({ ...greeting, shortcut: 'new', id }))).toBe(
    'cannedReplyUnknown',
  );
});
