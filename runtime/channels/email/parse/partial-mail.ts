import { firstRaw, type HeaderField, readHeaderFields } from './header-fields';
import { parseParameters } from './header-parameters';
import { DEFAULT_LIMITS, type MailLimits } from './limits';
import { parseAuthor, parseMessageIds } from './mail-addresses';
import { decodeTransferEncoding, normalizeTransferEncoding } from './transfer-encoding';

/** One piece of a mail that was cut (RFC 2046 section 5.2.2). */
export interface PartialMail {
  /** What the pieces have in common, as the sender's program named it. */
  id: string;
  /** From 1 on. */
  number: number;
  /** How many pieces there are; only the last one must tell. */
  total: number | null;
  /** Address of the author in small letters; empty when there is none. */
  author: string;
  /** RFC 5322 id of the piece itself, without angle brackets. */
  messageId: string | null;
}

/** More pieces than any program cuts a mail into. */
export const MAX_PIECES = 100;

/** Reads whether a mail is one piece of a cut one; null when it is whole, or when the piece says too little to be joined. */
export function readPartialMail(raw: Buffer, limits: MailLimits = DEFAULT_LIMITS): PartialMail | null {
  const { fields } = readHeaderFields(raw, 0, raw.length, limits, true);
  const type = parseParameters(firstRaw(fields, 'content-type'));
  if (type.value !== 'message/partial') return null;
  const id = type.parameters.get('id') ?? '';
  const number = Number(type.parameters.get('number'));
  const total = Number(type.parameters.get('total') ?? Number.NaN);
  const isNumbered = Number.isInteger(number) && number >= 1 && number <= MAX_PIECES;
  if (id === '' || id.length > 500 || !isNumbered || total < number || total > MAX_PIECES) return null;
  return {
    id,
    number,
    total: Number.isInteger(total) ? total : null,
    author: parseAuthor(firstRaw(fields, 'from'))?.address.toLowerCase() ?? '',
    messageId: parseMessageIds(firstRaw(fields, 'message-id'))[0]?.replace(/^<|>$/g, '') ?? null,
  };
}

/** Fields that the whole mail takes from the header within the first piece; all others come from around it. */
const FROM_WITHIN = /^(?:content-.*|subject|message-id|encrypted|mime-version)$/;

/** Puts a cut mail together (RFC 2046 section 5.2.2.1); `pieces` are the raw mails in their order, at least one. */
export function joinPartialMails(pieces: readonly Buffer[], limits: MailLimits = DEFAULT_LIMITS): Buffer {
  const bodies = pieces.map((raw) => {
    const { fields, bodyStart } = readHeaderFields(raw, 0, raw.length, limits, true);
    const encoding = normalizeTransferEncoding(firstRaw(fields, 'content-transfer-encoding'));
    return { fields, body: decodeTransferEncoding(raw.subarray(bodyStart), encoding).bytes };
  });
  const [first, ...rest] = bodies;
  if (!first) return Buffer.alloc(0);
  const inner = readHeaderFields(first.body, 0, first.body.length, limits, false);
  const fields = [
    ...first.fields.filter(({ key }) => !FROM_WITHIN.test(key)),
    ...inner.fields.filter(({ key }) => FROM_WITHIN.test(key)),
  ];
  const header = Buffer.from(`${fields.map(fieldLine).join('')}\r\n`, 'latin1');
  return Buffer.concat([header, first.body.subarray(inner.bodyStart), ...rest.map(({ body }) => body)]);
}

function fieldLine({ name, raw }: HeaderField): string {
  return `${name}: ${raw}\r\n`;
}
