import { join } from 'node:path';
import type { ChannelHost, ChannelKind } from '@/runtime/channels/channel';
import { type ChannelRecord, findChannels } from '@/runtime/store/channels';
import { findPutOffTimes, hasPutOffMail, notePutOff } from '@/runtime/store/put-off-mail';
import { createCachedResolver, type DnsResolver } from './authentication/dns-resolver';
import { emailCapabilities } from './email-capabilities';
import { emailSettingsSchema } from './email-settings';
import { bestChannel } from './mail-address';
import { mailArrival } from './mail-arrival';
import { startMailboxChecks } from './mailbox-checks';
import { createMailboxFetchers } from './mailbox-fetchers';
import { isNearAddress } from './near-address';
import { sweepOutbox } from './outbox-folder';
import { mayTakeMail, readInstallationLimit } from './processing-limit';
import { MAX_MAIL_BYTES, readMail, readOversizedMail } from './read-mail';
import { remembered } from './remembered';
import { sendMail } from './send-mail';
import { type ReceivedMail, type RefusedMail, startSmtpListener } from './smtp-listener';
import { verifyMailbox } from './verify-mailbox';

export interface EmailChannelOptions {
  /** Where the embedded listener listens; null for a worker that only fetches and sends. */
  listener: { host: string; port: number } | null;
  /** Where it listens for LMTP (RFC 2033), for a mail server on this machine that hands over; default: nowhere. */
  lmtp?: { host: string; port: number } | null;
  /** Asks name servers for the checks of a mail's origin. Default: those of this machine, with a memory. */
  resolver?: DnsResolver;
  /** IMAP folders are asked at least this often, milliseconds. Default: a minute, besides IDLE. */
  pollMs?: number;
}

/** Milliseconds. */
const REMEMBER_MS = 1000;

/** E-mail: the embedded SMTP listener, IMAP mailboxes, and sending by outbox folder or SMTP. */
export function createEmailChannel(options: EmailChannelOptions): ChannelKind {
  const resolver = options.resolver ?? createCachedResolver();
  return {
    kind: 'email',
    capabilities: emailCapabilities,
    async start(host) {
      await sweepOutbox(join(host.dataDir, 'outbox'));
      const listeners = [
        ...(options.listener ? [await startListener(options.listener, host, resolver, false)] : []),
        ...(options.lmtp ? [await startListener(options.lmtp, host, resolver, true)] : []),
      ];
      const fetchers = createMailboxFetchers(host, resolver, options.pollMs);
      await fetchers.reload();
      const checks = startMailboxChecks(host, resolver, options.pollMs);
      return {
        reload: fetchers.reload,
        stop: async () => {
          await Promise.all([
            ...listeners.map((listener) => listener.close()),
            fetchers.stop(),
            checks.stop(),
          ]);
        },
      };
    },
    send: sendMail,
    verify: (settings, secrets) => verifyMailbox(settings, secrets, Date.now),
  };
}

function startListener(
  address: { host: string; port: number },
  host: ChannelHost,
  resolver: DnsResolver,
  lmtp: boolean,
) {
  // A door that takes hundreds of mails a second does not ask the store for each what hardly ever changes.
  const limit = remembered(readInstallationLimit, REMEMBER_MS);
  const anyPutOff = remembered(hasPutOffMail, REMEMBER_MS);
  return startSmtpListener({
    ...address,
    lmtp,
    maxBytes: MAX_MAIL_BYTES,
    accepts: async (recipient, sender) => {
      const channel =
        bestChannel(await listeningChannels(host), recipient) ??
        // A mailbox that was set up this moment must not refuse its first mail.
        bestChannel(listening(await host.freshChannels()), recipient);
      // A mailbox that is switched off makes nobody's mail come back at once.
      if (!channel) return bestChannel(listening(await disabledChannels()), recipient) ? 'later' : false;
      const mayTake = await mayTakeMail(channel, limit.read);
      // Agents see why nothing comes in; telling the same again costs nothing.
      await host.reportHealth(channel._id, { state: 'ok', message: mayTake ? '' : 'processingLimit' });
      if (mayTake) return true;
      await notePutOff(sender, recipient, new Date(host.now()));
      anyPutOff.forget();
      return 'later';
    },
    receive: (mail) => receiveForAll(mail, host, resolver, anyPutOff.read),
    oversized: (mail) => refuseForAll(mail, host),
    now: host.now,
    onError: (error) => host.log.warn({ error }, 'A mail could not be taken; its sender keeps it.'),
  });
}

async function listeningChannels(host: ChannelHost): Promise<ChannelRecord[]> {
  return listening(await host.channels());
}

async function disabledChannels(): Promise<ChannelRecord[]> {
  return (await findChannels()).filter(({ kind, enabled }) => kind === 'email' && !enabled);
}

function listening(channels: ChannelRecord[]): ChannelRecord[] {
  return channels.filter((channel) => {
    const settings = emailSettingsSchema.safeParse(channel.settings);
    return settings.success && settings.data.incoming.kind === 'listener';
  });
}

/** One mail may be addressed to several mailboxes: each takes it once, however many of its addresses are named. */
async function receiveForAll(
  mail: ReceivedMail,
  host: ChannelHost,
  resolver: DnsResolver,
  anyPutOff: () => Promise<boolean>,
): Promise<void> {
  const { raw, envelope, remoteAddress, arrivedAt: takenAt } = mail;
  for (const { channel, recipient } of await targetsOf(envelope.to, host)) {
    const putOff = (await anyPutOff()) ? await findPutOffTimes(envelope.from, recipient) : [];
    const arrivedAt = mailArrival({ raw, remoteAddress, takenAt, putOff });
    const trustedServer = isNearAddress(remoteAddress) ? namedServer(channel) : null;
    await host.receive(
      await readMail({ ...mail, arrivedAt }, channel, recipient, { trustedServer, resolver }),
    );
  }
}

function namedServer(channel: ChannelRecord): string | null {
  const settings = emailSettingsSchema.safeParse(channel.settings);
  return settings.success ? settings.data.authenticationServer : null;
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
