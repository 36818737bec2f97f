import { join } from 'node:path';
import type { ChannelHost, OutgoingMessage, SendResult } from '@/runtime/channels/channel';
import { readFile } from '@/runtime/store/files';
import { findRawMessage } from '@/runtime/store/raw-messages';
import { takeUse } from '@/runtime/store/windows';
import { appendToSent } from './append-to-sent';
import { composeMail, type OutgoingMail } from './compose-mail';
import { type EmailSettings, emailSettingsSchema } from './email-settings';
import { openChannelSecrets } from './open-channel-secrets';
import { writeToOutbox } from './outbox-folder';
import { type SmtpServerSettings, sendBySmtp } from './smtp-sender';
import { imapSettings, tokenSource } from './verify-mailbox';

const MINUTE_MS = 60_000;

/** Sends one message of a mailbox: into the outbox folder, or by its SMTP server. */
export async function sendMail(outgoing: OutgoingMessage, host: ChannelHost): Promise<SendResult> {
  const settings = emailSettingsSchema.safeParse(outgoing.channel.settings);
  if (!settings.success)
    return { state: 'deferred', reason: 'The settings of the mailbox are not complete.' };
  const waitMs = await waitForRate(outgoing, settings.data, host.now());
  if (waitMs > 0) return { state: 'deferred', reason: 'rateLimit', retryAfterMs: waitMs, untried: true };
  const mail = await toOutgoingMail(outgoing, settings.data);
  const raw = await composeMail(mail);
  if (settings.data.outgoing.kind === 'outbox') {
    // The file's name is the idempotency key: writing it again after a crash changes nothing.
    const name = await writeToOutbox(join(host.dataDir, 'outbox'), outgoing.key, raw);
    return { state: 'sent', receipt: name };
  }
  const server = await smtpServer(outgoing, settings.data, host);
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc].map(({ address }) => address);
  const outcome = await sendBySmtp(
    server,
    { from: mail.from.address, to: recipients },
    raw,
    outgoing.beforeData,
  );
  if (outcome.state !== 'sent') return { state: outcome.state, reason: outcome.reason };
  await keepCopy(outgoing, settings.data, { raw, messageId: mail.messageId, sentAt: host.now() }, host);
  const refused = outcome.refused.length > 0 ? ` (refused: ${outcome.refused.join(', ')})` : '';
  return { state: 'sent', receipt: `${outcome.receipt}${refused}` };
}

async function toOutgoingMail(outgoing: OutgoingMessage, settings: EmailSettings): Promise<OutgoingMail> {
  const { message, channel } = outgoing;
  const signature = outgoing.purpose === 'notification' ? '' : signatureFor(settings, message.language);
  const attachments = await Promise.all(
    message.attachments.map(async ({ fileId, name, type, contentId }) => ({
      name,
      type,
      contentId,
      content: await readFile('attachments', fileId),
    })),
  );
  const original =
    outgoing.attachOriginal && outgoing.answered ? await findRawMessage(outgoing.answered._id) : null;
  if (original)
    attachments.push({ name: 'original.eml', type: 'message/rfc822', contentId: null, content: original });
  return {
    messageId: message.messageId ?? `${outgoing.key}@stellwerk.local`,
    from: { name: message.from.name, address: message.from.address || (channel.addresses[0] ?? '') },
    replyTo: null,
    to: message.to,
    cc: message.cc,
    bcc: [],
    subject: message.subject,
    text: signature ? `${message.text}\n\n-- \n${signature}` : message.text,
    html: message.html && signature ? `${message.html}<p>-- <br>${escapeHtml(signature)}</p>` : message.html,
    inReplyTo: message.inReplyTo,
    references: message.references,
    automatic: automaticMark(outgoing),
    date: message.at.getTime(),
    attachments,
  };
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
  const imap = imapSettings(settings, secrets, tokenSource(settings, secrets, host.now));
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

function automaticMark({ purpose, message }: OutgoingMessage): OutgoingMail['automatic'] {
  if (purpose === 'automatic') return 'replied';
  return purpose === 'reply' && !message.automatic ? null : 'generated';
}

function signatureFor(settings: EmailSettings, language: string | null): string {
  const { signature } = settings;
  return (language ? signature[language] : undefined) ?? signature.de ?? Object.values(signature)[0] ?? '';
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>');
}

async function smtpServer(
  outgoing: OutgoingMessage,
  settings: EmailSettings,
  host: ChannelHost,
): Promise<SmtpServerSettings> {
  if (settings.outgoing.kind !== 'smtp') throw new Error('This mailbox has no SMTP server.');
  const { host: server, port, security, user, login } = settings.outgoing;
  const secrets = openChannelSecrets(outgoing.channel);
  const base = { host: server, port, security, user: user || null };
  const token = login === 'oauth' ? tokenSource(settings, secrets, host.now) : null;
  if (!token) return { ...base, password: user ? (secrets.smtpPassword ?? '') : null };
  return { ...base, password: null, accessToken: await token() };
}
