import type { ChannelHost, RunningChannel } from '@/runtime/channels/channel';
import type { ChannelRecord } from '@/runtime/store/channels';
import { countLedgerSince, findLedgerMails } from '@/runtime/store/ledger';
import { appendLiveEvents } from '@/runtime/store/live-events';
import {
  claimMailboxCheck,
  finishMailboxCheck,
  type MailboxCheckCounts,
} from '@/runtime/store/mailbox-checks';
import { findMailboxCursor } from '@/runtime/store/mailbox-cursors';
import type { DnsResolver } from './authentication/dns-resolver';
import { describeFailure } from './describe-failure';
import { pause } from './imap-fetcher';
import { imapMailbox } from './mailbox-fetchers';
import { MAX_MAIL_BYTES, readMail, readOversizedMail } from './read-mail';
import { reconcileMailbox } from './reconcile-mailbox';

/** How far back a check looks. */
const WINDOW_MS = 14 * 86_400_000;
const LOOK_MS = 5000;
const LEASE_MS = 30 * 60_000;

/** Does the checks of mailboxes against the ledger that somebody, or the night, has asked for. */
export function startMailboxChecks(
  host: ChannelHost,
  resolver: DnsResolver,
  lookMs: number = LOOK_MS,
): RunningChannel {
  const stopping = new AbortController();
  const working = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await checkNext(host, resolver);
      } catch (error) {
        host.log.warn({ error }, 'The checks of mailboxes could not be looked for.');
      }
      await pause(lookMs, stopping.signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}

async function checkNext(host: ChannelHost, resolver: DnsResolver): Promise<void> {
  const channels = await host.channels();
  const ids = channels.map(({ _id }) => _id);
  const claimed = ids.length > 0 ? await claimMailboxCheck(ids, new Date(host.now()), LEASE_MS) : null;
  const channel = channels.find(({ _id }) => _id === claimed?._id);
  if (!channel) return;
  let outcome: MailboxCheckCounts | { error: string };
  try {
    outcome = await check(channel, host, resolver);
  } catch (error) {
    outcome = { error: describeFailure(error) };
  }
  const at = new Date(host.now());
  await finishMailboxCheck(channel._id, outcome, at);
  await appendLiveEvents([{ topic: 'ledger', key: channel._id, data: { change: 'checked' } }], at);
}

async function check(
  channel: ChannelRecord,
  host: ChannelHost,
  resolver: DnsResolver,
): Promise<MailboxCheckCounts | { error: string }> {
  const mailbox = imapMailbox(channel, resolver, host.now);
  if (!mailbox) return { error: 'notFetched' };
  const neighbours = (await host.channels()).filter(({ _id }) => _id !== channel._id);
  const since = new Date(Math.max(host.now() - WINDOW_MS, channel.createdAt.getTime()));
  return reconcileMailbox({
    settings: mailbox.settings,
    maxBytes: MAX_MAIL_BYTES,
    since,
    loadCursor: (folder) => findMailboxCursor(channel._id, folder),
    findKnown: async (messageIds) => {
      const found = await Promise.all(
        [channel, ...neighbours].map(async ({ _id }) =>
          (await findLedgerMails(_id, messageIds)).map((mail) => ({ ...mail, isOwn: _id === channel._id })),
        ),
      );
      return found.flat();
    },
    receive: async (mail) =>
      host.receive(await readMail(mail, channel, null, { ...mailbox.origin, neighbours })),
    oversized: async (mail) =>
      host.receive(await readOversizedMail({ ...mail, leftAtSource: true }, channel, null)),
    countLedger: (from) => countLedgerSince(channel._id, from),
    onFailure: (error) =>
      host.log.warn({ error, channel: channel._id }, 'A missing mail could not be taken.'),
    now: host.now(),
  });
}
