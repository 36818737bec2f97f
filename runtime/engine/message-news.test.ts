import { expect, it } from 'vitest';
import { newsOf } from './message-news';
import type { StoredInbound } from './stored-inbound';

const report = (permanent: boolean | null): StoredInbound['report'] => ({
  originalMessageId: null,
  recipients:
    permanent === null
      ? []
      : [{ address: 'ada@example.org', hard: false, permanent, diagnostic: 'mailbox full' }],
});
const person = { automatic: false, automaticReason: null, bounce: false };
const machine = (automaticReason: string) => ({ automatic: true, automaticReason, bounce: false });
const bounce = { automatic: true, automaticReason: 'bounce', bounce: true };

it.each([
  ['a person', person, null, 'customer'],
  ['a message of before facts were kept', null, null, 'customer'],
  ['an absence note', machine('out-of-office'), null, 'quiet'],
  ['what another help desk sends', machine('auto-submitted'), null, 'customer'],
  ['somebody on a mailing list', machine('list'), null, 'customer'],
  ['a bounce', bounce, report(true), 'returned'],
  ['a delay', bounce, report(false), 'quiet'],
  ['a bounce that names nobody', bounce, report(null), 'returned'],
  ['a bounce that could not be read', bounce, null, 'returned'],
] as const)('%s', (_, facts, told, news) => {
  expect(newsOf(facts, told)).toBe(news);
});
