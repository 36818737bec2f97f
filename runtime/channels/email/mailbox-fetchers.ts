import type { ChannelHost, RunningChannel } from '@/runtime/channels/channel';
import type { ChannelRecord } from '@/runtime/store/channels';
import { findMailboxCursor, saveMailboxCursor } from '@/runtime/store/mailbox-cursors';
import type { DnsResolver } from './authentication/dns-resolver';
import type { ImapSettings } from './connect-imap';
import { emailSettingsSchema } from './email-settings';
import { startImapFetcher } from './imap-fetcher';
import { leftBehindMessage } from './left-behind';
import { authenticationServerOf } from './mail-providers';
import { mailboxTokens } from './mailbox-tokens';
import { openChannelSecrets } from './open-channel-secrets';
import { mayTakeMail } from './processing-limit';
import { MAX_MAIL_BYTES, type OriginCheck, readMail, readOversizedMail } from './read-mail';
import { imapSettings } from './verify-mailbox';

/** One fetcher for each IMAP mailbox, started anew where its settings change. */
export function createMailboxFetchers(host: ChannelHost, resolver: DnsResolver, pollMs: number | undefined) {
  const fetchers = new Map<string, RunningFetcher>();
  let reloading: Promise<void> = Promise.resolve();

  async function reloadNow(): Promise<void> {
    const channels = await host.channels();
    for (const [id, fetcher] of fetchers) {
      const channel = channels.find(({ _id }) => _id === id);
      if (channel && fetcher.fingerprint === fingerprintOf(channel)) continue;
      fetchers.delete(id);
      await fetcher.running.stop();
    }
    for (const channel of channels) {
      if (fetchers.has(channel._id)) continue;
      const running = startFetcher(channel, host, resolver, pollMs);
      if (running) fetchers.set(channel._id, { fingerprint: fingerprintOf(channel), running });
    }
  }

  return {
    reload: () => {
      reloading = reloading.then(reloadNow, reloadNow);
      return reloading;
    },
    stop: async () => {
      await reloading;
      await Promise.all([...fetchers.values()].map(({ running }) => running.stop()));
      fetchers.clear();
    },
  };
}

interface RunningFetcher {
  /** Settings and sealed secrets as text: a change of either starts the fetcher anew. */
  fingerprint: string;
  running: RunningChannel;
}

function fingerprintOf({ settings, secrets, addresses }: ChannelRecord): string {
  return JSON.stringify([settings, secrets, addresses]);
}

function startFetcher(
  channel: ChannelRecord,
  host: ChannelHost,
  resolver: DnsResolver,
  pollMs: number | undefined,
): RunningChannel | null {
  if (!emailSettingsSchema.safeParse(channel.settings).success) {
    void host.reportHealth(channel._id, { state: 'failing', message: 'settingsInvalid' });
    return null;
  }
  const mailbox = imapMailbox(channel, resolver, host.now);
  if (!mailbox) return null;
  const failing = new Map<string, string>();
  return startImapFetcher({
    settings: mailbox.settings,
    maxBytes: MAX_MAIL_BYTES,
    loadCursor: (folder) => findMailboxCursor(channel._id, folder),
    saveCursor: (folder, cursor) => saveMailboxCursor(channel._id, folder, cursor, new Date(host.now())),
    receive: async (mail) => {
      const neighbours = await host.channels();
      await host.receive(await readMail(mail, channel, null, { ...mailbox.origin, neighbours }));
    },
    oversized: async (mail) => {
      await host.receive(await readOversizedMail({ ...mail, leftAtSource: true }, channel, null));
    },
    leftBehind: async (mail) => {
      await host.receive(leftBehindMessage(mail, channel, host.now()));
    },
    mayFetch: () => mayTakeMail(channel),
    onHealth: (folder, { state, message }) => {
      if (state === 'failing') failing.set(folder, message);
      else failing.delete(folder);
      // One folder that is well does not hide the trouble of another.
      const [trouble] = failing.values();
      const well = { state: 'ok' as const, message: state === 'paused' ? 'processingLimit' : message };
      host
        .reportHealth(channel._id, trouble === undefined ? well : { state: 'failing', message: trouble })
        .catch((error: unknown) =>
          host.log.warn({ error, folder }, 'The state of a mailbox could not be stored.'),
        );
    },
    now: host.now,
    ...(pollMs === undefined ? {} : { pollMs }),
  });
}

/** How to reach a mailbox that is fetched, and how its mail's origin is checked; null for any other mailbox. */
export function imapMailbox(
  channel: ChannelRecord,
  resolver: DnsResolver,
  now: () => number,
): { settings: ImapSettings; origin: OriginCheck } | null {
  const parsed = emailSettingsSchema.safeParse(channel.settings);
  if (!parsed.success || parsed.data.incoming.kind !== 'imap') return null;
  const secrets = openChannelSecrets(channel);
  const settings = imapSettings(parsed.data, secrets, mailboxTokens(channel._id, parsed.data, secrets, now));
  if (!settings) return null;
  const trustedServer = parsed.data.authenticationServer ?? authenticationServerOf(settings.host);
  return { settings, origin: { trustedServer, resolver } };
}
