import { DomainError } from '@/runtime/domain-error';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { requireKnownSchema } from '@/runtime/flow/migrate';
import type { Problem } from '@/runtime/flow/problems';
import type { FlowRecord } from '@/runtime/store/flows';
import type { Author, FlowCheck } from './author';
import { createFlow } from './create-flow';
import { copyScenarios } from './flow-scenarios';
import { readFlow } from './read-flow';

/** Files larger than this are no flows, characters. */
const MAX_IMPORT = 8_000_000;

/** The draft as a file: the flow document as it is, without anything of this installation. */
export async function exportFlow(id: string): Promise<{ fileName: string; text: string }> {
  const { document } = await readFlow(id);
  const name = document.name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return { fileName: `${name || 'flow'}.flow.json`, text: `${JSON.stringify(document, null, 2)}\n` };
}

export interface ImportPreview {
  document: FlowDocument;
  problems: readonly Problem[];
}

/**
 * Reads a file as a flow and tells its problems; nothing is stored.
 * Errors: `importTooLarge`, `importNotJson`, `flowTooNew`, `importNoFlow` for other JSON, `importNotFlow` with the place that does not fit.
 */
export function previewImport(text: string, check: FlowCheck): ImportPreview {
  if (text.length > MAX_IMPORT)
    throw new DomainError('tooLarge', 'importTooLarge', 'The file is too large to be a flow.');
  const source = readJson(text);
  requireKnownSchema(source);
  if (!saysItIsFlow(source))
    throw new DomainError('invalid', 'importNoFlow', 'The file holds something else than a flow.');
  const parsed = flowDocumentSchema.safeParse(source);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') ?? '';
    throw new DomainError('invalid', 'importNotFlow', `The flow is damaged: ${place}: ${issue?.message}`, {
      place: place || '/',
    });
  }
  return { document: parsed.data, problems: check(parsed.data, {}) };
}

/**
 * Stores a file as a new flow, wholly or not at all. A part of another flow (`like`) lies in its folder, and what it names means
 * the same things. Errors as `previewImport`; `flowNotFound` where the other flow is gone.
 */
export async function importFlow(
  file: { text: string; name?: string; folder?: string; like?: string },
  author: Author,
  check: FlowCheck,
  at = new Date(),
): Promise<FlowRecord> {
  const { document } = previewImport(file.text, check);
  const like = file.like === undefined ? null : await readFlow(file.like);
  const place = like ? { folder: like.folder, bindings: like.bindings } : { folder: file.folder };
  return createFlow({ name: file.name ?? document.name, document, ...place }, author, at);
}

/** A new flow with the same draft; it is not in service. Error: `flowNotFound`. */
export async function duplicateFlow(
  id: string,
  name: string,
  author: Author,
  at = new Date(),
): Promise<FlowRecord> {
  const { document, folder, bindings, template } = await readFlow(id);
  const copy = await createFlow({ name, document, folder, bindings, template }, author, at);
  await copyScenarios(id, copy._id, author, at);
  return copy;
}

/** Whether something was written as a flow, whole or damaged. */
function saysItIsFlow(source: unknown): boolean {
  return typeof source === 'object' && source !== null && 'schemaVersion' in source;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError('invalid', 'importNotJson', `The file is not JSON: ${reason}`, { reason });
  }
}
