import { firstRaw, type HeaderField } from './header-fields';
import { decodeHeaderText } from './header-text';
import { type MailAddress, parseAddressList, parseAuthor, parseMessageIds } from './mail-addresses';
import type { MimePart } from './mime-tree';

/** Who wrote a mail, to whom, about what: its header, read. */
export interface Envelope {
  fields: HeaderField[];
  charset: string | null;
  from: MailAddress | null;
  subject: string;
  messageId: string | null;
}

/** Reads the header of a mail. Never throws. */
export function readEnvelope(root: MimePart): Envelope {
  const { fields } = root;
  const charset = root.parameters.get('charset') ?? null;
  const author = ['from', 'sender', 'reply-to', 'return-path']
    .map((key) => parseAuthor(firstRaw(fields, key), charset))
    .find((address) => address !== null);
  const subject = decodeHeaderText(firstRaw(fields, 'subject'), charset).replace(/\s+/g, ' ').trim();
  const messageId =
    parseMessageIds(firstRaw(fields, 'message-id'))[0] ?? (firstRaw(fields, 'message-id').trim() || null);
  return { fields, charset, from: author ?? null, subject, messageId };
}

/** The addresses of all header fields of this name (lower case), in order. */
export function addressesOf(envelope: Envelope, key: string): MailAddress[] {
  return envelope.fields
    .filter((field) => field.key === key)
    .flatMap((field) => parseAddressList(field.raw, envelope.charset));
}

const DELIVERED_TO = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
  'x-rcpt-to',
  'x-apparently-to',
  'x-forwarded-to',
];

/** Where the servers on the way delivered the mail to, outermost first, lower case. */
export function deliveredTo(envelope: Envelope): string[] {
  const found = envelope.fields
    .filter((field) => DELIVERED_TO.includes(field.key))
    .flatMap((field) => parseAddressList(field.raw.split(/;| via /)[0] ?? '', envelope.charset))
    .map((address) => address.address.toLowerCase())
    .filter((address) => address.includes('@'));
  if (found.length > 0) return [...new Set(found)];
  // Without such a header the topmost Received line that names its recipient tells.
  const received = envelope.fields.filter((field) => field.key === 'received');
  const named = received
    .map((field) => /\bfor\s+<([^<>\s@]{1,200}@[^<>\s]{1,200})>/i.exec(field.raw)?.[1])
    .find(Boolean);
  return named ? [named.toLowerCase()] : [];
}
