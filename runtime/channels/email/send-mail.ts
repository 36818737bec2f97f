import { join } from 'node:path';
import type { ChannelHost, OutgoingMessage, SendResult } from '@/runtime/channels/channel';
import { takeUse } from '@/runtime/store/windows';
import { appendToSent } from './append-to-sent';
import { composeMail, signMail } from './compose-mail';
import { type EmailSettings, emailSettingsSchema } from './email-settings';
import type { FailureCause } from './failure-causes';
import { mailboxTokens } from './mailbox-tokens';
import { openChannelSecrets } from './open-channel-secrets';
import { writeToOutbox } from './outbox-folder';
import { toOutgoingMail } from './outgoing-mail';
import { returnPath } from './reply-token';
import { writeSendingFailure } from './sending-failure';
import { type RefusedRecipient, type SmtpServerSettings, sendBySmtp } from './smtp-sender';
import { imapSettings } from './verify-mailbox';

const MINUTE_MS = 60_000;

/** Sends one message of a mailbox: into the outbox folder, or by its SMTP server. */
export async function sendMail(outgoing: OutgoingMessage, host: ChannelHost): Promise<SendResult> {
  const settings = emailSettingsSchema.safeParse(outgoing.channel.settings);
  if (!settings.success) return { state: 'deferred', reason: 'settingsInvalid' };
  const waitMs = await waitForRate(outgoing, settings.data, host.now());
  if (waitMs > 0) return { state: 'deferred', reason: 'rateLimit', retryAfterMs: waitMs, untried: true };
  const mail = await toOutgoingMail(outgoing, settings.data);
  const raw = await sign(await composeMail(mail), outgoing, settings.data);
  if (settings.data.outgoing.kind === 'outbox') {
    // The file's name is the idempotency key: writing it again after a crash changes nothing.
    const name = await writeToOutbox(join(host.dataDir, 'outbox'), outgoing.key, raw);
    return { state: 'sent', receipt: name };
  }
  const server = await smtpServer(outgoing, settings.data, host);
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc]
    .map(({ address }) => address)
    .filter((address) => !outgoing.delivered.includes(address));
  const bouncesTo =
    settings.data.answers.returnPath && outgoing.purpose !== 'notification'
      ? returnPath(mail.from.address, mail.messageId)
      : mail.from.address;
  const outcome = await sendBySmtp(server, { from: bouncesTo, to: recipients }, raw, outgoing.beforeData);
  if (outcome.state !== 'sent') {
    if (outcome.loginRefused) server.refuseToken?.();
    return { state: outcome.state, reason: reasonOf(outcome) };
  }
  await keepCopy(outgoing, settings.data, { raw, messageId: mail.messageId, sentAt: host.now() }, host);
  return afterHandover(recipients, outcome.receipt, outcome.refused);
}

/** A known cause before the server's words: whoever reads it gets a sentence in his language (see `readSendingFailure`). */
function reasonOf({ cause, reason }: { cause?: FailureCause; reason: string }): string {
  return cause ? writeSendingFailure(cause, reason) : reason;
}

/** Who was refused for now is tried again alone: the others have the mail. */
function afterHandover(recipients: string[], receipt: string, refused: RefusedRecipient[]): SendResult {
  const told = refused.map(({ address, words }) => `${address}: ${words}`);
  if (refused.every(({ permanent }) => permanent)) return { state: 'sent', receipt, refused: told };
  const waiting = new Set(refused.flatMap(({ address, permanent }) => (permanent ? [] : address)));
  return {
    state: 'deferred',
    reason: told.join('\n'),
    delivered: recipients.filter((address) => !waiting.has(address)),
  };
}

/** A mailbox whose key is gone does not send unsigned by stealth: that would look like a forgery to its receivers. */
async function sign(raw: Buffer, { channel }: OutgoingMessage, { sending }: EmailSettings): Promise<Buffer> {
  if (!sending.dkim) return raw;
  const privateKey = openChannelSecrets(channel).dkimPrivateKey ?? '';
  return signMail(raw, { ...sending.dkim, privateKey });
}

/** Milliseconds until this mailbox may send again; 0: now. */
async function waitForRate(
  { channel, key, attempts }: OutgoingMessage,
  { outgoing }: EmailSettings,
  now: number,
): Promise<number> {
  if (outgoing.kind !== 'smtp' || outgoing.perMinute === null) return 0;
  const use = { key: `sending:${channel._id}`, useId: `${key}:${attempts}`, windowMs: MINUTE_MS };
  return takeUse({ ...use, limit: outgoing.perMinute }, new Date(now));
}

/** The mail is sent whether or not its copy can be kept: a failure is told to the operator, never tried as a sending. */
async function keepCopy(
  { channel }: OutgoingMessage,
  settings: EmailSettings,
  sent: { raw: Buffer; messageId: string; sentAt: number },
  host: ChannelHost,
): Promise<void> {
  if (settings.outgoing.kind !== 'smtp' || settings.outgoing.sentCopy === null) return;
  const secrets = openChannelSecrets(channel);
  const imap = imapSettings(settings, secrets, mailboxTokens(channel._id, settings, secrets, host.now));
  if (!imap) return;
  try {
    await appendToSent(imap, sent, settings.outgoing.sentCopy.folder);
  } catch (error) {
    host.log.warn(
      { error, channel: channel._id },
      'A copy of a sent mail could not be put into its mailbox.',
    );
  }
}

async function smtpServer(
  outgoing: OutgoingMessage,
  settings: EmailSettings,
  host: ChannelHost,
): Promise<SmtpServerSettings & { refuseToken?: () => void }> {
  if (settings.outgoing.kind !== 'smtp') throw new Error('This mailbox has no SMTP server.');
  const { host: server, port, security, user, login } = settings.outgoing;
  const secrets = openChannelSecrets(outgoing.channel);
  const base = { host: server, port, security, user: user || null };
  const token = login === 'oauth' ? mailboxTokens(outgoing.channel._id, settings, secrets, host.now) : null;
  if (!token) return { ...base, password: user ? (secrets.smtpPassword ?? '') : null };
  const accessToken = await token();
  return { ...base, password: null, accessToken, refuseToken: () => token.forget(accessToken) };
}
