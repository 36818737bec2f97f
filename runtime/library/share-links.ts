import { createHash, randomBytes } from 'node:crypto';
import { DomainError } from '@/runtime/domain-error';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { type ShareLinkRecord, ShareLinks } from '@/runtime/store/share-links';
import type { Author } from './author';
import { readFlow } from './read-flow';

/** Links of one flow that are open at the same time: more than this nobody keeps in view. */
const MOST = 50;

export interface ShareLink {
  id: string;
  label: string;
  createdAt: Date;
  createdBy: string | null;
  expiresAt: Date;
}

/**
 * Makes a link to the draft for somebody without an account. The token has 256 bits of chance; only its hash is stored.
 * Errors: `flowNotFound`, `tooManyLinks`.
 * @param wanted.days how long the link works
 */
export async function createShareLink(
  wanted: { id: string; label: string; days: number },
  author: Author,
  at = new Date(),
): Promise<{ token: string; expiresAt: Date }> {
  await readFlow(wanted.id);
  const open = await ShareLinks.countDocuments({ flowId: wanted.id, expiresAt: { $gt: at } }).exec();
  if (open >= MOST)
    throw new DomainError('limit', 'tooManyLinks', `A flow has at most ${MOST} links.`, { most: MOST });
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(at.getTime() + wanted.days * 86_400_000);
  await ShareLinks.create({
    _id: hashOf(token),
    flowId: wanted.id,
    label: wanted.label,
    createdAt: at,
    createdBy: author?.name ?? null,
    expiresAt,
  });
  return { token, expiresAt };
}

/** The links to a flow that work at the moment, newest first. */
export async function listShareLinks(flowId: string, now: Date): Promise<ShareLink[]> {
  const records = await ShareLinks.find({ flowId, expiresAt: { $gt: now } })
    .sort({ createdAt: -1 })
    .lean<ShareLinkRecord[]>()
    .exec();
  return records.map(({ _id, label, createdAt, createdBy, expiresAt }) => ({
    id: _id,
    label,
    createdAt,
    createdBy,
    expiresAt,
  }));
}

/** Makes a link useless at once. */
export async function revokeShareLink(flowId: string, id: string): Promise<void> {
  await ShareLinks.deleteOne({ _id: id, flowId }).exec();
}

/** What whoever holds a link may see: the draft as it is now, and what its slots are bound to by name only. */
export interface SharedFlow {
  document: FlowDocument;
  bindings: Record<string, string>;
  expiresAt: Date;
}

/** Opens a link. Error: `linkUnknown`, the same for a wrong, an expired and a revoked one. */
export async function openShareLink(token: string, now: Date): Promise<SharedFlow> {
  const link = await ShareLinks.findById(hashOf(token)).lean<ShareLinkRecord>().exec();
  if (!link || link.expiresAt.getTime() <= now.getTime())
    throw new DomainError('notFound', 'linkUnknown', 'This link does not work any more.');
  const { document, bindings } = await readFlow(link.flowId);
  return { document, bindings, expiresAt: link.expiresAt };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
