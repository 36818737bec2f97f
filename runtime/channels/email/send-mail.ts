import { join } from 'node:path';
import type { ChannelHost, OutgoingMessage, SendResult } from '@/runtime/channels/channel';
import { readFile } from '@/runtime/store/files';
import { findRawMessage } from '@/runtime/store/raw-messages';
import { composeMail, type OutgoingMail } from './compose-mail';
import { type EmailSettings, emailSettingsSchema } from './email-settings';
import { openChannelSecrets } from './open-channel-secrets';
import { writeToOutbox } from './outbox-folder';
import { type SmtpServerSettings, sendBySmtp } from './smtp-sender';
import { tokenSource } from './verify-mailbox';

/** Sends one message of a mailbox: into the outbox folder, or by its SMTP server. */
export async function sendMail(outgoing: OutgoingMessage, host: ChannelHost): Promise<SendResult> {
  const settings = emailSettingsSchema.safeParse(outgoing.channel.settings);
  if (!settings.success)
    return { state: 'deferred', reason: 'The settings of the mailbox are not complete.' };
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
    automatic: message.automatic,
    date: message.at.getTime(),
    attachments,
  };
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
