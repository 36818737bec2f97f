import type { Doc } from '../bson/value';
import type { EntryTree, Storage } from '../storage/storage';
import { duplicateKey } from './duplicate-key';
import { type IndexKey, type IndexKeys, keysOfDocument } from './index-keys';
import type { IndexSpec } from './index-spec';

/** A document's entries as they stand in the tree: where keys may repeat, the record number ends the key. */
export interface Entries {
  readonly keys: readonly { readonly stored: Buffer; readonly key: IndexKey }[];
  readonly multikey: readonly boolean[];
}

/** An index and its entries on the disk. */
export class Index {
  /** Which fields ever went through an array. Never goes back to false while the index lives. */
  readonly multikey: boolean[];

  constructor(
    private readonly storage: Storage,
    readonly spec: IndexSpec,
    readonly tree: number,
    multikey: readonly boolean[],
  ) {
    this.multikey = [...multikey];
  }

  /** The same entries under other options. */
  withSpec(spec: IndexSpec): Index {
    return new Index(this.storage, spec, this.tree, this.multikey);
  }

  get entries(): EntryTree {
    return this.storage.entries(this.tree);
  }

  get isMultikey(): boolean {
    return this.multikey.includes(true);
  }

  entriesOf(doc: Doc, record: number): Entries {
    return this.stored(keysOfDocument(this.spec, doc), record);
  }

  /** What must be taken out and put in when a document changes. */
  difference(before: Doc, after: Doc, record: number): { removed: Entries; added: Entries } {
    const old = this.entriesOf(before, record);
    const fresh = this.entriesOf(after, record);
    const oldKeys = new Set(old.keys.map((entry) => entry.stored.toString('latin1')));
    const freshKeys = new Set(fresh.keys.map((entry) => entry.stored.toString('latin1')));
    return {
      removed: {
        keys: old.keys.filter((entry) => !freshKeys.has(entry.stored.toString('latin1'))),
        multikey: [],
      },
      added: {
        keys: fresh.keys.filter((entry) => !oldKeys.has(entry.stored.toString('latin1'))),
        multikey: fresh.multikey,
      },
    };
  }

  /** Whether a change of these top-level fields can change the entries. */
  readsAny(touched: ReadonlySet<string> | undefined): boolean {
    const { reads } = this.spec;
    if (touched === undefined || reads === undefined) return true;
    for (const field of touched) if (reads.has(field)) return true;
    return false;
  }

  refuseDuplicates(entries: Entries, record: number, namespace: string): void {
    if (!this.spec.unique) return;
    const tree = this.entries;
    for (const { stored, key } of entries.keys) {
      // Numbers and identifiers mostly come in their order, and then none is there yet.
      if (tree.isBeyond(stored)) continue;
      const other = tree.get(stored);
      if (other !== undefined && other !== record) throw duplicateKey(namespace, this.spec, key.values);
    }
  }

  /** Returns whether the index has become multikey on a further field, which must then be saved. */
  add(entries: Entries, record: number): boolean {
    const tree = this.entries;
    for (const { stored } of entries.keys) tree.insert(stored, record);
    return this.noteMultikey(entries.multikey);
  }

  /** Remembers the fields that went through an array; returns whether one of them is new. */
  noteMultikey(flags: readonly boolean[]): boolean {
    let grown = false;
    flags.forEach((flag, field) => {
      if (!flag || this.multikey[field]) return;
      this.multikey[field] = true;
      grown = true;
    });
    return grown;
  }

  remove(entries: Entries): void {
    const tree = this.entries;
    for (const { stored } of entries.keys) tree.delete(stored);
  }

  /** Takes out only what belongs to this record: while a unique index is built, another may have the same key. */
  removeOwn(entries: Entries, record: number): void {
    const tree = this.entries;
    for (const { stored } of entries.keys) if (tree.get(stored) === record) tree.delete(stored);
  }

  private stored(keys: IndexKeys, record: number): Entries {
    return {
      keys: keys.keys.map((key) => ({
        stored: this.spec.unique ? key.bytes : withRecord(key.bytes, record),
        key,
      })),
      multikey: keys.multikey,
    };
  }
}

const RECORD_BYTES = 6;

function withRecord(key: Buffer, record: number): Buffer {
  const stored = Buffer.allocUnsafe(key.length + RECORD_BYTES);
  key.copy(stored);
  stored.writeUIntBE(record, key.length, RECORD_BYTES);
  return stored;
}
