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
const facts = (bounce: boolean, automaticReason: string | null = null) =>
  ({ bounce, automaticReason }) as Parameters<typeof newsOf>[0]['facts'];

it.each([
  ['a person', { automatic: false, facts: facts(false) }, null, 'customer'],
  ['a message of before facts were kept', { automatic: false, facts: null }, null, 'customer'],
  ['an absence note', { automatic: true, facts: facts(false, 'out-of-office') }, null, 'quiet'],
  [
    'what another help desk sends',
    { automatic: true, facts: facts(false, 'auto-submitted') },
    null,
    'customer',
  ],
  ['somebody on a mailing list', { automatic: true, facts: facts(false, 'list') }, null, 'customer'],
  ['a bounce', { automatic: true, facts: facts(true) }, report(true), 'returned'],
  ['a delay', { automatic: true, facts: facts(true) }, report(false), 'quiet'],
  ['a bounce that names nobody', { automatic: true, facts: facts(true) }, report(null), 'returned'],
  ['a bounce that could not be read', { automatic: true, facts: facts(true) }, null, 'returned'],
] as const)('%s', (_, message, told, news) => {
  expect(newsOf(message, told)).toBe(news);
});
