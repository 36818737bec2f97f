import { createHash, randomUUID } from 'node:crypto';

/**
 * What makes a mail received by SMTP "the same mail": its Message-ID together with its content, so that a sender who
 * repeats a delivery because our 250 got lost is recognised, and a forged Message-ID cannot push another mail aside.
 * Trace headers are left out: a repeated delivery carries new ones. A mail with neither Message-ID nor Date cannot be
 * told from its twin and is always taken as a new one: rather twice than lost.
 */
export function externalIdOfMail(
  raw: Buffer,
  recipients: string[],
  randomId: () => string = randomUUID,
): string {
  const { headers, body } = splitMail(raw);
  const messageId = headerValue(headers, 'message-id');
  const date = headerValue(headers, 'date');
  if (!messageId && !date) return `single:${randomId()}`;
  const hash = createHash('sha256')
    .update(
      `${messageId ?? ''}\n${date ?? ''}\n${headerValue(headers, 'from') ?? ''}\n${headerValue(headers, 'subject') ?? ''}\n`,
    )
    .update([...recipients].sort().join(','))
    .update(body);
  return `mail:${hash.digest('base64url')}`;
}

function splitMail(raw: Buffer): { headers: string; body: Buffer } {
  const windows = raw.indexOf('\r\n\r\n');
  const unix = raw.indexOf('\n\n');
  if (windows >= 0 && (unix < 0 || windows < unix)) {
    return { headers: raw.subarray(0, windows).toString('latin1'), body: raw.subarray(windows + 4) };
  }
  if (unix >= 0) return { headers: raw.subarray(0, unix).toString('latin1'), body: raw.subarray(unix + 2) };
  return { headers: raw.toString('latin1'), body: Buffer.alloc(0) };
}

function headerValue(headers: string, name: string): string | null {
  const match = headers.match(new RegExp(`^${name}:[ \\t]*(.*(?:\\r?\\n[ \\t].*)*)`, 'im'));
  return match?.[1]?.replace(/\s+/g, ' ').trim() || null;
}
