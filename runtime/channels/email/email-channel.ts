import { join } from 'node:path';
import type { ChannelHost, ChannelKind, RunningChannel } from '@/runtime/channels/channel';
import type { ChannelRecord } from '@/runtime/store/channels';
import { countReceived } from '@/runtime/store/ledger';
import { readMailSettings } from '@/runtime/store/mail-settings';
import { findMailboxCursor, saveMailboxCursor } from '@/runtime/store/mailbox-cursors';
import { countUnfinishedTickets } from '@/runtime/store/tickets';
import { emailSettingsSchema } from './email-settings';
import { startImapFetcher } from './imap-fetcher';
import { bestChannel } from './mail-address';
import { openChannelSecrets } from './open-channel-secrets';
import { sweepOutbox } from './outbox-folder';
import { MAX_MAIL_BYTES, readMail, readOversizedMail } from './read-mail';
import { sendMail } from './send-mail';
import { type ReceivedMail, type RefusedMail, startSmtpListener } from './smtp-listener';
import { imapSettings, tokenSource, verifyMailbox } from './verify-mailbox';

export interface EmailChannelOptions {
  /** Where the embedded listener listens; null for a worker that only fetches and sends. */
  listener: { host: string; port: number } | null;
  /** Where it listens for LMTP (RFC 2033), for a mail server on this machine that hands over; default: nowhere. */
  lmtp?: { host: string; port: number } | null;
  /** IMAP folders are asked at least this often, milliseconds. Default: a minute, besides IDLE. */
  pollMs?: number;
}

/** E-mail: the embedded SMTP listener, IMAP mailboxes, and sending by outbox folder or SMTP. */
export function createEmailChannel(options: EmailChannelOptions): ChannelKind {
  return {
    kind: 'email',
    capabilities: {
      subject: true,
      html: true,
      attachments: true,
      quickReplies: false,
      repeatableSend: false,
    },
    async start(host) {
      await sweepOutbox(join(host.dataDir, 'outbox'));
      const listeners = [
        ...(options.listener ? [await startListener(options.listener, host, false)] : []),
        ...(options.lmtp ? [await startListener(options.lmtp, host, true)] : []),
      ];
      const fetchers = createFetchers(host, options.pollMs);
      await fetchers.reload();
      return {
        reload: fetchers.reload,
        stop: async () => {
          await Promise.all([...listeners.map((listener) => listener.close()), fetchers.stop()]);
        },
      };
    },
    send: sendMail,
    verify: (settings, secrets) => verifyMailbox(settings, secrets, Date.now),
  };
}

function startListener(address: { host: string; port: number }, host: ChannelHost, lmtp: boolean) {
  return startSmtpListener({
    ...address,
    lmtp,
    maxBytes: MAX_MAIL_BYTES,
    accepts: async (recipient) =>
      bestChannel(await listeningChannels(host), recipient) !== null ||
      // A mailbox that was set up this moment must not refuse its first mail.
      bestChannel(listening(await host.freshChannels()), recipient) !== null,
    receive: (mail) => receiveForAll(mail, host),
    oversized: (mail) => refuseForAll(mail, host),
    now: host.now,
    onError: (error) => host.log.warn({ error }, 'A mail could not be taken; its sender keeps it.'),
  });
}

async function listeningChannels(host: ChannelHost): Promise<ChannelRecord[]> {
  return listening(await host.channels());
}

function listening(channels: ChannelRecord[]): ChannelRecord[] {
  return channels.filter((channel) => {
    const settings = emailSettingsSchema.safeParse(channel.settings);
    return settings.success && settings.data.incoming.kind === 'listener';
  });
}

/** One mail may be addressed to several mailboxes: each takes it once, however many of its addresses are named. */
async function receiveForAll(mail: ReceivedMail, host: ChannelHost): Promise<void> {
  for (const { channel, recipient } of await targetsOf(mail.envelope.to, host)) {
    await host.receive(await readMail(mail, channel, recipient));
  }
}

async function refuseForAll(mail: RefusedMail, host: ChannelHost): Promise<void> {
  for (const { channel, recipient } of await targetsOf(mail.envelope.to, host)) {
    await host.receive(await readOversizedMail(mail, channel, recipient));
  }
}

async function targetsOf(
  recipients: string[],
  host: ChannelHost,
): Promise<{ channel: ChannelRecord; recipient: string }[]> {
  const channels = await listeningChannels(host);
  const targets = new Map<string, { channel: ChannelRecord; recipient: string }>();
  for (const recipient of recipients) {
    const channel = bestChannel(channels, recipient);
    if (channel && !targets.has(channel._id)) targets.set(channel._id, { channel, recipient });
  }
  if (targets.size === 0) throw new Error('The mailbox was removed while the mail was under way.');
  return [...targets.values()];
}

interface RunningFetcher {
  /** Settings and sealed secrets as text: a change of either starts the fetcher anew. */
  fingerprint: string;
  running: RunningChannel;
}

/** One fetcher for each IMAP mailbox, started anew where its settings change. */
function createFetchers(host: ChannelHost, pollMs: number | undefined) {
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
      const running = startFetcher(channel, host, pollMs);
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

function fingerprintOf({ settings, secrets, addresses }: ChannelRecord): string {
  return JSON.stringify([settings, secrets, addresses]);
}

function startFetcher(
  channel: ChannelRecord,
  host: ChannelHost,
  pollMs: number | undefined,
): RunningChannel | null {
  const parsed = emailSettingsSchema.safeParse(channel.settings);
  if (!parsed.success) {
    void host.reportHealth(channel._id, { state: 'failing', message: 'settingsInvalid' });
    return null;
  }
  const secrets = openChannelSecrets(channel);
  const settings = imapSettings(parsed.data, secrets, tokenSource(parsed.data, secrets, host.now));
  if (!settings) return null;
  const limit = parsed.data.processingLimit;
  return startImapFetcher({
    settings,
    maxBytes: MAX_MAIL_BYTES,
    loadCursor: (folder) => findMailboxCursor(channel._id, folder),
    saveCursor: (folder, cursor) => saveMailboxCursor(channel._id, folder, cursor, new Date(host.now())),
    receive: async (mail) => {
      await host.receive(await readMail(mail, channel, null));
    },
    oversized: async (mail) => {
      await host.receive(await readOversizedMail(mail, channel, null));
    },
    mayFetch: async () =>
      (await isBelow(limit, channel._id)) && isBelow((await readMailSettings()).processingLimit, null),
    onHealth: (folder, { state, message }) => {
      const health = { state: state === 'failing' ? ('failing' as const) : ('ok' as const), message };
      host
        .reportHealth(channel._id, state === 'paused' ? { state: 'ok', message: 'processingLimit' } : health)
        .catch((error: unknown) =>
          host.log.warn({ error, folder }, 'The state of a mailbox could not be stored.'),
        );
    },
    now: host.now,
    ...(pollMs === undefined ? {} : { pollMs }),
  });
}

/** Whether there are fewer unfinished tickets, and messages that are just becoming some, of one channel or of all, than the limit. */
async function isBelow(limit: number | null, channelId: string | null): Promise<boolean> {
  if (limit === null) return true;
  const [tickets, received] = await Promise.all([
    countUnfinishedTickets(channelId, limit),
    countReceived(channelId, limit),
  ]);
  return tickets + received < limit;
}
