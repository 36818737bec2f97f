import { type Doc, docOf, RawDocument, type Value } from '../bson/value';
import { DOCUMENT_LIMIT } from '../limits';
import { type Budget, PAUSE, type Pause } from '../plan/budget';
import type { Cursor, Cursors, DocumentStream } from '../server/cursors';

/** How many documents the first answer of a cursor holds where the client does not say. */
const FIRST_BATCH = 101;

export interface BatchQuestion {
  readonly namespace: string;
  readonly stream: DocumentStream;
  readonly budget: Budget;
  readonly batchSize: number | undefined;
  /** The query's limit: with its last document the cursor ends, and nobody has to ask again. */
  readonly limit?: number | undefined;
  /** Whether what does not fit the first batch is dropped. */
  readonly single: boolean;
  readonly timesOut: boolean;
}

/** The first answer of a query; what is left stays with a cursor. */
export function* firstBatch(cursors: Cursors, question: BatchQuestion): Generator<Pause, Doc> {
  const size = question.batchSize ?? FIRST_BATCH;
  const { documents, held, ended } = yield* fill(question.stream, undefined, size);
  const remaining = question.limit === undefined ? undefined : question.limit - documents.length;
  let id = 0n;
  if (!ended && !question.single && remaining !== 0) {
    const { namespace, stream, budget, timesOut } = question;
    id = cursors.open({ namespace, stream, budget, held, timesOut, remaining });
  }
  return cursorReply('firstBatch', documents, id, question.namespace);
}

export function* nextBatch(
  cursors: Cursors,
  cursor: Cursor,
  batchSize: number | undefined,
): Generator<Pause, Doc> {
  cursor.busy = true;
  cursor.budget.resume();
  try {
    const size = batchSize === undefined || batchSize === 0 ? Number.MAX_SAFE_INTEGER : batchSize;
    const { documents, held, ended } = yield* fill(cursor.stream, cursor.held, size);
    cursor.held = held;
    if (cursor.remaining !== undefined) cursor.remaining -= documents.length;
    const done = ended || cursor.remaining === 0;
    if (done) cursors.kill(cursor.id);
    return cursorReply('nextBatch', documents, done ? 0n : cursor.id, cursor.namespace);
  } catch (error) {
    cursors.kill(cursor.id);
    throw error;
  } finally {
    cursor.busy = false;
  }
}

interface Filled {
  readonly documents: Value[];
  readonly held: Buffer | undefined;
  readonly ended: boolean;
}

function* fill(stream: DocumentStream, held: Buffer | undefined, size: number): Generator<Pause, Filled> {
  const documents: Value[] = [];
  let bytes = 0;
  if (held !== undefined && size > 0) {
    documents.push(new RawDocument(held));
    bytes = held.length;
  }
  while (documents.length < size) {
    const next = stream.next();
    if (next.done) return { documents, held: undefined, ended: true };
    if (next.value === PAUSE) {
      yield PAUSE;
      continue;
    }
    if (documents.length > 0 && bytes + next.value.length > DOCUMENT_LIMIT) {
      return { documents, held: next.value, ended: false };
    }
    documents.push(new RawDocument(next.value));
    bytes += next.value.length;
  }
  return { documents, held: undefined, ended: false };
}

export function cursorReply(
  batch: 'firstBatch' | 'nextBatch',
  documents: Value[],
  id: bigint,
  namespace: string,
): Doc {
  return docOf({ cursor: docOf({ [batch]: documents, id, ns: namespace }), ok: 1 });
}
