import { createHash } from 'node:crypto';
import { claimJoinedMail, findMailParts, keepMailPart } from '@/runtime/store/mail-parts';
import { joinPartialMails, readPartialMail } from './parse/partial-mail';

/** How long pieces wait for one another: as long as mail servers try (RFC 5321, 4.5.4.1), and a little. */
const WINDOW_MS = 7 * 86_400_000;
/** Bytes of one piece that fit into a document of the store; a mail with a larger piece is not joined. */
const MAX_PIECE_BYTES = 10_000_000;
/** Bytes of the header that tells. */
const HEADER_BYTES = 64 * 1024;

export interface JoinedPartial {
  /** The whole mail when this piece completed it, else null. */
  whole: Buffer | null;
  /** RFC 5322 ids (without angle brackets) of the other pieces that have come: they lie on the same ticket. */
  siblings: string[];
  /** Which pieces have not come, as far as it is known how many there are. */
  missing: number[];
}

/**
 * Keeps a piece of a cut mail and joins it with the others when all have come within a week; null when the mail is whole. Whose
 * address is not the first piece's cannot add to its mail. Asked again for the same piece it answers the same.
 */
export async function joinPartial(
  raw: Buffer,
  channelId: string,
  { maxBytes, now }: { maxBytes: number; now: number },
): Promise<JoinedPartial | null> {
  if (!/^content-type:\s*message\/partial/im.test(raw.toString('latin1', 0, HEADER_BYTES))) return null;
  const piece = readPartialMail(raw);
  if (!piece || raw.length > MAX_PIECE_BYTES) return null;
  const key = createHash('sha256').update(`${channelId}\n${piece.author}\n${piece.id}`).digest('base64url');
  const expiresAt = new Date(now + WINDOW_MS);
  const { number, total, messageId } = piece;
  await keepMailPart({ key, number, total, messageId, raw, expiresAt });
  const parts = await findMailParts(key, new Date(now));
  const count = parts.find((part) => part.total !== null)?.total ?? null;
  const present = new Set(parts.map((part) => part.number));
  const missing = Array.from({ length: count ?? number }, (_, index) => index + 1).filter(
    (one) => !present.has(one),
  );
  const siblings = parts.flatMap((part) => (part.number === number ? [] : (part.messageId ?? [])));
  const size = parts.reduce((sum, part) => sum + part.raw.length(), 0);
  const isWhole = count !== null && missing.length === 0 && size <= maxBytes;
  if (!isWhole || !(await claimJoinedMail(key, number, expiresAt))) return { whole: null, siblings, missing };
  const pieces = parts.slice(0, count).map((part) => Buffer.from(part.raw.buffer));
  return { whole: joinPartialMails(pieces), siblings, missing };
}

/** A sentence in both languages that says which pieces are missing; empty when none is known to be. */
export function missingPiecesNote(missing: readonly number[]): string {
  if (missing.length === 0) return '';
  const list = missing.slice(0, 20).join(', ') + (missing.length > 20 ? ' ...' : '');
  return `Es fehlt noch: Teil ${list} / Still missing: part ${list}`;
}
