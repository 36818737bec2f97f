import type { Doc } from '../bson/value';
import { CommandError } from '../errors';
import { duplicateKey } from './duplicate-key';
import type { Index } from './index';
import { type PendingEntry, SortedEntries } from './sorted-entries';

/**
 * An index that is being built. What is there is gathered and brought in by the order of the keys, because entries in
 * any order would touch the whole tree over and over. Writers keep the tree in step from the beginning; a document that
 * the build has not reached yet is read then, as it is then. A write never fails because of the build: what does not
 * fit ends the build.
 */
export class BuildingIndex {
  /** Why the build cannot be finished. */
  failure: CommandError | undefined;
  private readonly gathered = new SortedEntries();
  /** Entries that a writer has taken out; where they were gathered before, they must not come in again. */
  private readonly withdrawn = new Set<string>();

  constructor(
    readonly index: Index,
    private readonly namespace: string,
  ) {}

  /** About how many bytes of memory the gathered entries take. */
  get gatheredBytes(): number {
    return this.gathered.bytes;
  }

  /** Takes up the entries of a document that is there; `settle` brings them in. */
  gather(doc: Doc, record: number): void {
    this.unlessFailed(() => {
      const entries = this.index.entriesOf(doc, record);
      this.index.noteMultikey(entries.multikey);
      for (const { stored } of entries.keys) this.gathered.add(stored, record);
    });
  }

  /** The gathered entries in order; each is to be handed to `settle` in the turn in which it is taken. */
  *settling(): Generator<PendingEntry, void> {
    yield* this.gathered.take();
    this.withdrawn.clear();
  }

  /** Brings one entry in. `docOf` reads a document, for the message where another has the same unique key. */
  settle([stored, record]: PendingEntry, docOf: (record: number) => Doc | undefined): void {
    if (this.failure !== undefined) return;
    if (this.withdrawn.size > 0 && this.withdrawn.has(nameOf(stored, record))) return;
    const tree = this.index.entries;
    if (tree.insert(stored, record) || tree.get(stored) === record) return;
    const doc = docOf(record);
    const keys = doc === undefined ? [] : this.index.entriesOf(doc, record).keys;
    const values = keys.find((entry) => entry.stored.equals(stored))?.key.values ?? [];
    this.failure = duplicateKey(this.namespace, this.index.spec, values);
  }

  added(doc: Doc, record: number): void {
    this.unlessFailed(() => {
      const entries = this.index.entriesOf(doc, record);
      this.index.refuseDuplicates(entries, record, this.namespace);
      this.index.add(entries, record);
    });
  }

  removed(doc: Doc, record: number): void {
    this.unlessFailed(() => {
      const entries = this.index.entriesOf(doc, record);
      this.index.removeOwn(entries, record);
      for (const { stored } of entries.keys) this.withdrawn.add(nameOf(stored, record));
    });
  }

  replaced(before: Doc, after: Doc, record: number): void {
    this.removed(before, record);
    this.added(after, record);
  }

  private unlessFailed(work: () => void): void {
    if (this.failure !== undefined) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.failure = error;
    }
  }
}

function nameOf(stored: Buffer, record: number): string {
  return `${record}:${stored.toString('latin1')}`;
}

/** The top-level fields that any of the indexes reads; undefined where one reads all. */
export function fieldsReadBy(indexes: readonly BuildingIndex[]): ReadonlySet<string> | undefined {
  const fields = new Set<string>();
  for (const { index } of indexes) {
    if (index.spec.reads === undefined) return undefined;
    for (const field of index.spec.reads) fields.add(field);
  }
  return fields;
}
