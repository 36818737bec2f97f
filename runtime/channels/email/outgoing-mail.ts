import type { OutgoingMessage } from '@/runtime/channels/channel';
import { findAgent } from '@/runtime/store/agents';
import { readFile } from '@/runtime/store/files';
import { readInstallationSettings } from '@/runtime/store/installation-settings';
import { localizedName } from '@/runtime/store/localized-name';
import type { MessageRecord, StoredAttachment } from '@/runtime/store/messages';
import { findMessagesById } from '@/runtime/store/messages';
import { findRawMessage } from '@/runtime/store/raw-messages';
import type { OutgoingMail } from './compose-mail';
import type { EmailSettings } from './email-settings';
import {
  namePictures,
  type Quotation,
  type QuotedMessage,
  quoteForwarded,
  quoteOriginal,
  textAsHtml,
} from './quote-original';
import { replyAddress, subjectWithToken } from './reply-token';
import { fillLine, type SignatureValues, writeSignature } from './write-signature';

/** Pictures of a quoted mail go along up to this many bytes together. */
const MAX_QUOTED_PICTURES = 3_000_000;

/** A message as the mail that goes out: sender, answers' address, signature, quotation and files put together. */
export async function toOutgoingMail(
  outgoing: OutgoingMessage,
  settings: EmailSettings,
): Promise<OutgoingMail> {
  const { message, channel, purpose } = outgoing;
  const values = await signatureValues(outgoing);
  const signature =
    purpose === 'notification' ? '' : writeSignature(settings.signature, message.language, values);
  const original = await originalFile(outgoing);
  // What cannot be attached any more is quoted.
  const quoted =
    original.length > 0 && message.forwards !== null ? null : await quotedMessage(outgoing, settings);
  const quotation = quoted && (await writeQuotation(outgoing, quoted.message));
  const from = {
    name: senderName(outgoing, settings, values),
    address: message.from.address || (channel.addresses[0] ?? ''),
  };
  const toCustomer = purpose !== 'notification' && message.forwards === null;
  const own = [...message.attachments, ...(quoted?.pictures ?? [])];
  return {
    messageId: message.messageId ?? `${outgoing.key}@stellwerk.local`,
    from,
    replyTo: answersTo(outgoing, settings, from, toCustomer),
    to: message.to,
    cc: message.cc,
    bcc: message.bcc ?? [],
    subject:
      toCustomer && settings.answers.subject
        ? subjectWithToken(message.subject, outgoing.ticket.token)
        : message.subject,
    ...bodies(message, signature, quotation),
    inReplyTo: message.inReplyTo,
    references: message.references,
    automatic: automaticMark(outgoing),
    // What answers a mail is never unasked for.
    unsubscribe: message.automatic && message.inReplyTo === null ? settings.sending.unsubscribe : null,
    date: message.at.getTime(),
    attachments: [...(await Promise.all(own.map(loadFile))), ...original],
  };
}

/** Text and, where there is formatting of any kind, HTML: message, signature, quotation. */
function bodies(
  message: MessageRecord,
  signature: string,
  quotation: Quotation | null,
): Pick<OutgoingMail, 'text' | 'html'> {
  const text = [
    message.text,
    ...(signature ? [`-- \n${signature}`] : []),
    ...(quotation ? [quotation.text] : []),
  ].join('\n\n');
  if (message.html === null) return { text, html: null };
  const pictures = message.attachments.flatMap(({ contentId }) => contentId ?? []);
  const html = [
    namePictures(message.html, pictures),
    ...(signature ? [`<p>-- <br>${textAsHtml(signature)}</p>`] : []),
    ...(quotation ? [`<br>${quotation.html}`] : []),
  ].join('');
  return { text, html };
}

async function signatureValues({ message, channel, ticket }: OutgoingMessage): Promise<SignatureValues> {
  const agent = message.authorId === null ? null : await findAgent(message.authorId);
  return {
    'agent.name': message.authorName ?? '',
    'agent.signature': agent?.signature ?? '',
    'mailbox.name': localizedName(channel.name, message.language ?? 'de'),
    'mailbox.address': channel.addresses[0] ?? '',
    'ticket.number': String(ticket.number),
  };
}

function senderName({ message }: OutgoingMessage, settings: EmailSettings, values: SignatureValues): string {
  if (message.origin !== 'agent' || settings.sending.fromName === '') return message.from.name;
  return fillLine(settings.sending.fromName, values) ?? message.from.name;
}

/** Where answers go, if not to the sender: the mailbox's chosen address, or one that carries the ticket's token. */
function answersTo(
  { channel, ticket }: OutgoingMessage,
  { sending, answers }: EmailSettings,
  from: OutgoingMail['from'],
  toCustomer: boolean,
): OutgoingMail['replyTo'] {
  const address = sending.replyTo ?? from.address;
  const isOwn = channel.addresses.includes(address.toLowerCase());
  const tagged = toCustomer && answers.address && isOwn ? replyAddress(address, ticket.token) : address;
  return tagged === from.address ? null : { name: from.name, address: tagged };
}

/** The message that this one carries along in its text, with the pictures that are shown in it. */
async function quotedMessage(
  { message, purpose, answered }: OutgoingMessage,
  { sending }: EmailSettings,
): Promise<{ message: QuotedMessage; pictures: StoredAttachment[] } | null> {
  const original =
    message.forwards !== null
      ? ((await findMessagesById([message.forwards]))[0] ?? null)
      : purpose === 'reply' && sending.quoteOriginal
        ? answered
        : null;
  if (!original) return null;
  let room = MAX_QUOTED_PICTURES;
  const gone = new Set(message.attachments.map(({ fileId }) => fileId));
  const pictures = original.attachments.filter(({ contentId, size, fileId }) => {
    if (contentId === null || !original.html?.includes(contentId) || gone.has(fileId)) return false;
    room -= size;
    return room >= 0;
  });
  const contentIds = [...message.attachments, ...pictures].flatMap(({ contentId }) => contentId ?? []);
  const { from, to, cc, subject, at, html } = original;
  const text = original.fullText ?? original.text;
  return { message: { from, to, cc, subject, at, text, html, contentIds }, pictures };
}

async function writeQuotation({ message }: OutgoingMessage, quoted: QuotedMessage): Promise<Quotation> {
  const { timeZone } = await readInstallationSettings();
  const write = message.forwards === null ? quoteOriginal : quoteForwarded;
  return write(quoted, { language: message.language, timeZone });
}

async function loadFile({ fileId, name, type, contentId }: StoredAttachment) {
  return { name, type, contentId, content: await readFile('attachments', fileId) };
}

/** The whole mail that is answered or passed on, as a file, where that was asked for and it is still there. */
async function originalFile({
  attachOriginal,
  answered,
  message,
}: OutgoingMessage): Promise<OutgoingMail['attachments']> {
  const id = message.forwards ?? answered?._id;
  const content = attachOriginal && id ? await findRawMessage(id) : null;
  return content ? [{ name: 'original.eml', type: 'message/rfc822', contentId: null, content }] : [];
}

function automaticMark({ purpose, message }: OutgoingMessage): OutgoingMail['automatic'] {
  if (purpose === 'automatic') return 'replied';
  return purpose === 'reply' && !message.automatic ? null : 'generated';
}
