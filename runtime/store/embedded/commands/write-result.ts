import { type Doc, docOf, integer, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { BATCH_LIMIT } from '../limits';

/** Collects what became of the statements of one write command. */
export class WriteResult {
  n = 0;
  nModified = 0;
  private readonly upserted: Value[] = [];
  private readonly errors: Value[] = [];

  constructor(private readonly ordered: boolean) {}

  /** Whether the command ends here: an ordered one does at its first error. */
  fail(index: number, error: unknown): boolean {
    if (!(error instanceof CommandError)) throw error;
    const entry = docOf({ index: integer(index), code: error.code });
    for (const [name, value] of error.extra ?? []) entry.set(name, value);
    entry.set('errmsg', error.message);
    this.errors.push(entry);
    return this.ordered;
  }

  upsert(index: number, id: Value): void {
    this.n += 1;
    this.upserted.push(docOf({ index: integer(index), _id: id }));
  }

  toReply(withModified: boolean): Doc {
    const reply = docOf({ n: integer(this.n) });
    if (withModified) reply.set('nModified', integer(this.nModified));
    if (this.upserted.length > 0) reply.set('upserted', this.upserted);
    if (this.errors.length > 0) reply.set('writeErrors', this.errors);
    reply.set('ok', 1);
    return reply;
  }
}

export function checkBatch(count: number): void {
  if (count === 0 || count > BATCH_LIMIT) {
    throw new CommandError(
      16,
      `Write batch sizes must be between 1 and ${BATCH_LIMIT}. Got ${count} operations.`,
    );
  }
}
