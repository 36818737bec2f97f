import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';

/** A mail as a provider pushed it. */
export interface PushedMail {
  raw: Buffer;
  envelope: { from: string; to: string[] };
  /** What the provider calls it, where it says so. */
  id: string | null;
}

const addressesSchema = z.union([z.string(), z.array(z.string())]).optional();

/** `raw` as the mail's text, or with `encoding: "base64"`. `RawEmail` is what some providers call it. */
const jsonSchema = z.object({
  raw: z.string().optional(),
  RawEmail: z.string().optional(),
  encoding: z.enum(['utf8', 'base64']).default('utf8'),
  id: z.string().min(1).max(500).optional(),
  envelope: z.object({ from: z.string().max(1000).default(''), to: addressesSchema }).optional(),
});

/** Names under which form posts carry the raw mail, its envelope and its recipients. */
const RAW_FIELDS = ['raw', 'email', 'body-mime', 'message'];
const RECIPIENT_FIELDS = ['recipient', 'to'];
const SENDER_FIELDS = ['sender', 'from'];

/**
 * Reads the body of a push: the raw mail itself (message/rfc822, or any type that is neither JSON nor a form), JSON, or a
 * form with the raw mail in a field or file. `header` gives the envelope of a raw mail. Errors: DomainError
 * `pushUnreadable`.
 */
export async function readPush(
  body: Uint8Array,
  contentType: string,
  header: (name: string) => string | null,
): Promise<PushedMail> {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') return readJson(body);
  if (type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded') {
    return readForm(body, contentType);
  }
  return {
    raw: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
    envelope: {
      from: bare(header('x-envelope-from') ?? ''),
      to: addressesOf(header('x-envelope-to') ?? ''),
    },
    // A header is not signed: it must not decide what counts as the same mail.
    id: null,
  };
}

function readJson(body: Uint8Array): PushedMail {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw unreadable('The body is no valid JSON.');
  }
  const parsed = jsonSchema.safeParse(content);
  if (!parsed.success) throw unreadable('The JSON does not have the expected form.');
  const { encoding, envelope, id } = parsed.data;
  const text = parsed.data.raw ?? parsed.data.RawEmail;
  if (!text) throw unreadable('The JSON has no field "raw" with the whole mail.');
  return {
    raw: Buffer.from(text, encoding),
    envelope: { from: bare(envelope?.from ?? ''), to: addressesOf(envelope?.to ?? []) },
    id: id ?? null,
  };
}

async function readForm(body: Uint8Array, contentType: string): Promise<PushedMail> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw unreadable('The form cannot be read.');
    });
  const entries = new Map<string, string | File>();
  for (const [name, value] of form) entries.set(name, value);
  const text = (names: string[]): string => {
    for (const name of names) {
      const value = entries.get(name);
      if (typeof value === 'string' && value !== '') return value;
    }
    return '';
  };
  const field = RAW_FIELDS.find((name) => entries.has(name));
  const raw = field === undefined ? undefined : entries.get(field);
  if (raw === undefined) throw unreadable(`The form has none of the fields ${RAW_FIELDS.join(', ')}.`);
  const envelope = envelopeOf(text(['envelope']));
  return {
    raw: typeof raw === 'string' ? Buffer.from(raw, 'utf8') : Buffer.from(await raw.arrayBuffer()),
    envelope: envelope ?? {
      from: bare(text(SENDER_FIELDS)),
      to: addressesOf(text(RECIPIENT_FIELDS)),
    },
    id: text(['id']) || null,
  };
}

/** Some providers put the envelope into one field as JSON. */
function envelopeOf(text: string): PushedMail['envelope'] | null {
  if (text === '') return null;
  try {
    const parsed = jsonSchema.shape.envelope.safeParse(JSON.parse(text));
    if (!parsed.success || !parsed.data) return null;
    return { from: bare(parsed.data.from), to: addressesOf(parsed.data.to ?? []) };
  } catch {
    return null;
  }
}

const MAX_RECIPIENTS = 100;

function addressesOf(given: string | string[]): string[] {
  const parts = typeof given === 'string' ? given.split(',') : given;
  return parts
    .map(bare)
    .filter((address) => address.includes('@'))
    .slice(0, MAX_RECIPIENTS);
}

/** `Name <a@b>` and `<a@b>` without all that is no address. */
function bare(text: string): string {
  return (/<([^<>]*)>/.exec(text)?.[1] ?? text).trim().slice(0, 1000);
}

function unreadable(message: string): DomainError {
  return new DomainError('invalid', 'pushUnreadable', message);
}
