import { createHash } from 'node:crypto';
import type { InboundMessage, Receipt } from '@/runtime/channels/inbound-message';
import { DomainError } from '@/runtime/domain-error';
import { type ChannelRecord, findChannel, saveChannelHealth } from '@/runtime/store/channels';
import type { DnsResolver } from '../authentication/dns-resolver';
import { emailSettingsSchema } from '../email-settings';
import { bestChannel } from '../mail-address';
import { openChannelSecrets } from '../open-channel-secrets';
import { mayTakeMail } from '../processing-limit';
import { MAX_MAIL_BYTES, readMail, readOversizedMail } from '../read-mail';
import { isSignedPush, signatureHeader, timestampFault, timestampHeader } from './push-signature';
import { type PushedMail, readPush } from './read-push';

/** Bytes of a request: a mail of the largest size as base64, and what stands around it. */
export const MAX_PUSH_BYTES = Math.ceil(MAX_MAIL_BYTES * 1.4) + 64 * 1024;

/** Seconds after which a provider that was put off should try again. */
const RETRY_SECONDS = 60;

export interface PushRequest {
  channelId: string;
  header(name: string): string | null;
  /** Reads the body; null when it is larger than the limit. Called only once the request is worth it. */
  body(maxBytes: number): Promise<Uint8Array | null>;
}

export interface PushHost {
  /** Resolves when the message is safe in the ledger. */
  receive(message: InboundMessage): Promise<Receipt>;
  now(): number;
  /** Asks name servers for the checks of a mail's origin; null: none are made. */
  resolver: DnsResolver | null;
}

export interface PushAnswer {
  status: 200 | 400 | 401 | 404 | 413 | 429 | 503;
  body: { id: string; duplicate: boolean } | { error: string; message: string };
  retryAfterSeconds?: number;
}

/**
 * Takes a mail that a provider pushes over HTTP. Only 200 means that the ledger has it; with 429 and 503 the provider keeps
 * it and tries again. What is pushed twice is taken once.
 */
export async function receivePush(request: PushRequest, host: PushHost): Promise<PushAnswer> {
  const now = host.now();
  const timestamp = request.header(timestampHeader);
  const signature = request.header(signatureHeader);
  const fault = timestampFault(timestamp, signature, now);
  if (fault || !timestamp || !signature) return unsigned(fault ?? 'missing');
  const channel = await findChannel(request.channelId);
  const secret = channel ? pushSecretOf(channel) : null;
  if (!channel || !secret) return refused(404, 'mailboxUnknown', 'There is no such mailbox for pushed mail.');
  const body = await request.body(MAX_PUSH_BYTES);
  if (!body) return refused(413, 'tooLarge', 'The request is too large.');
  if (!isSignedPush(secret, timestamp, signature, body)) return unsigned('wrong');
  if (!channel.enabled) return putOff(503, 'mailboxDisabled', 'The mailbox is switched off.');
  if (!(await mayTakeMail(channel))) {
    await saveChannelHealth(channel._id, { state: 'ok', message: 'processingLimit' }, new Date(now));
    return putOff(429, 'processingLimit', 'As many tickets are open as allowed.');
  }
  return take(channel, await readOrRefuse(request, body), { timestamp, body, now }, host);
}

async function readOrRefuse(request: PushRequest, body: Uint8Array): Promise<PushedMail | PushAnswer> {
  try {
    return await readPush(body, request.header('content-type') ?? '', request.header);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return refused(400, error.code, error.message);
  }
}

async function take(
  channel: ChannelRecord,
  mail: PushedMail | PushAnswer,
  { timestamp, body, now }: { timestamp: string; body: Uint8Array; now: number },
  host: PushHost,
): Promise<PushAnswer> {
  if ('status' in mail) return mail;
  const { raw, envelope } = mail;
  const recipient = envelope.to.find((address) => bestChannel([channel], address) !== null) ?? null;
  if (raw.length > MAX_MAIL_BYTES) {
    const headers = raw.subarray(0, 256 * 1024);
    const oversized = { headers, size: raw.length, envelope, arrivedAt: now };
    await host.receive(await readOversizedMail(oversized, channel, recipient));
    return refused(413, 'tooLarge', 'The mail is too large. The ledger keeps a line about it.');
  }
  const origin = { trustedServer: trustedServerOf(channel), resolver: host.resolver };
  const received = { raw, envelope, arrivedAt: now, remoteAddress: '' };
  const message = await readMail(received, channel, recipient, origin);
  const { ledgerId, duplicate } = await host.receive({
    ...message,
    externalId: externalIdOf(mail, message.externalId, timestamp, body),
  });
  await saveChannelHealth(channel._id, { state: 'ok', message: '' }, new Date(now));
  return { status: 200, body: { id: ledgerId, duplicate } };
}

/**
 * The provider's own id counts; else the mail's. A mail that cannot be told from its twin is told by its request, so that
 * the same request sent again is no second mail.
 */
function externalIdOf({ id }: PushedMail, ofMail: string, timestamp: string, body: Uint8Array): string {
  if (id !== null) return `push:${id}`;
  if (!ofMail.startsWith('single:')) return ofMail;
  return `push:${createHash('sha256').update(`${timestamp}.`).update(body).digest('base64url')}`;
}

function trustedServerOf(channel: ChannelRecord): string | null {
  const settings = emailSettingsSchema.safeParse(channel.settings);
  return settings.success ? settings.data.authenticationServer : null;
}

function pushSecretOf(channel: ChannelRecord): string | null {
  const settings = emailSettingsSchema.safeParse(channel.settings);
  if (!settings.success || settings.data.incoming.kind !== 'push') return null;
  return openChannelSecrets(channel).pushSecret ?? null;
}

const FAULTS = {
  missing: `The headers ${timestampHeader} (seconds since 1970) and ${signatureHeader} are needed.`,
  stale: `${timestampHeader} is more than five minutes away from the time here.`,
  wrong: 'The signature does not fit.',
};

function unsigned(fault: keyof typeof FAULTS): PushAnswer {
  return refused(401, `signature.${fault}`, FAULTS[fault]);
}

function refused(status: 400 | 401 | 404 | 413, error: string, message: string): PushAnswer {
  return { status, body: { error, message } };
}

function putOff(status: 429 | 503, error: string, message: string): PushAnswer {
  return { status, body: { error, message }, retryAfterSeconds: RETRY_SECONDS };
}
