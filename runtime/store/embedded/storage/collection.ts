import { randomBytes } from 'node:crypto';
import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { Binary, type Doc, docOf, integer, isDoc, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { Index } from '../index/index';
import { ID_INDEX, type IndexSpec, parseIndexSpec } from '../index/index-spec';
import { RECORD_LIMIT } from '../limits';
import type { RecordTree, Storage } from './storage';

/**
 * One collection: its documents by record number, in the order they came, and its indexes. Every change keeps both in
 * step; a change that is refused leaves nothing behind, because everything is checked before anything is written.
 */
export class Collection {
  readonly indexes: Index[];
  count: number;
  bytes: number;
  /** Whether count and bytes differ from what is stored. */
  dirty = false;
  dropped = false;
  private nextRecord: number;
  private neededByIndexes: ReadonlySet<string> | undefined;

  private constructor(
    private readonly storage: Storage,
    readonly namespace: string,
    readonly uuid: Binary,
    private readonly tree: number,
    readonly options: Doc,
    indexes: Index[],
    counted: { count: number; bytes: number },
  ) {
    this.indexes = indexes;
    this.count = counted.count;
    this.bytes = counted.bytes;
    this.nextRecord = this.records.lastRecord() + 1;
    this.noteNeeded();
  }

  static create(storage: Storage, namespace: string, options: Doc): Collection {
    const bytes = randomBytes(16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const tree = storage.createTree('records');
    const id = new Index(storage, ID_INDEX, storage.createTree('entries'), [false]);
    const collection = new Collection(storage, namespace, new Binary(4, bytes), tree, options, [id], {
      count: 0,
      bytes: 0,
    });
    collection.save();
    return collection;
  }

  static load(storage: Storage, namespace: string, saved: Doc): Collection {
    const tree = Number(saved.get('tree'));
    const list = saved.get('indexes');
    const indexes = (Array.isArray(list) ? list : []).filter(isDoc).map((entry) => {
      const spec = entry.get('spec');
      const multikey = entry.get('multikey');
      return new Index(
        storage,
        parseIndexSpec(isDoc(spec) ? spec : docOf({})),
        Number(entry.get('tree')),
        Array.isArray(multikey) ? multikey.map((flag) => flag === true) : [],
      );
    });
    const options = saved.get('options');
    const uuid = saved.get('uuid');
    const counted = storage.named.get(`count:${tree}`);
    return new Collection(
      storage,
      namespace,
      uuid instanceof Binary ? uuid : new Binary(4, Buffer.alloc(16)),
      tree,
      isDoc(options) ? options : docOf({}),
      indexes,
      counted === undefined
        ? { count: 0, bytes: 0 }
        : { count: counted.readDoubleLE(0), bytes: counted.readDoubleLE(8) },
    );
  }

  get records(): RecordTree {
    return this.storage.records(this.tree);
  }

  get database(): string {
    return this.namespace.slice(0, this.namespace.indexOf('.'));
  }

  get name(): string {
    return this.namespace.slice(this.namespace.indexOf('.') + 1);
  }

  /** Adds a document that has an `_id`. Throws 11000 where a unique index has its key already. */
  insert(doc: Doc, bytes: Buffer): number {
    checkSize(bytes);
    const record = this.nextRecord;
    const planned = this.indexes.map((index) => ({ index, entries: index.entriesOf(doc, record) }));
    for (const { index, entries } of planned) index.refuseDuplicates(entries, record, this.namespace);
    this.nextRecord += 1;
    this.records.insert(record, bytes);
    let grown = false;
    for (const { index, entries } of planned) grown = index.add(entries, record) || grown;
    this.counted(1, bytes.length);
    if (grown) this.save();
    return record;
  }

  /** Puts a new version in the place of a document. `touched` are the top-level fields that may differ. */
  replace(
    record: number,
    before: Doc,
    beforeSize: number,
    after: Doc,
    touched: ReadonlySet<string> | undefined,
  ): void {
    const bytes = encodeDocument(after);
    if (bytes.length > RECORD_LIMIT) {
      throw new CommandError(17419, `Resulting document after update is larger than ${RECORD_LIMIT}`);
    }
    const affected = this.indexes.filter((index) => index.readsAny(touched));
    const planned = affected.map((index) => index.difference(before, after, record));
    planned.forEach((change, at) => {
      affected[at]?.refuseDuplicates(change.added, record, this.namespace);
    });
    this.records.replace(record, bytes);
    let grown = false;
    planned.forEach((change, at) => {
      const index = affected[at];
      if (index === undefined) return;
      index.remove(change.removed);
      grown = index.add(change.added, record) || grown;
    });
    this.counted(0, bytes.length - beforeSize);
    if (grown) this.save();
  }

  delete(record: number, doc: Doc, size: number): void {
    for (const index of this.indexes) index.remove(index.entriesOf(doc, record));
    this.records.delete(record);
    this.counted(-1, -size);
  }

  /** Builds an index over what is there. Throws 11000 where a unique one meets a duplicate. */
  createIndex(spec: IndexSpec): void {
    const tree = this.storage.createTree('entries');
    const index = new Index(
      this.storage,
      spec,
      tree,
      spec.fields.map(() => false),
    );
    try {
      this.fill(index);
    } catch (error) {
      this.storage.dropTree(tree);
      throw error;
    }
    this.indexes.push(index);
    this.noteNeeded();
    this.save();
  }

  private fill(index: Index): void {
    for (let after = 0; ; ) {
      const rows = this.records.scan(after, false, 512);
      for (const [record, bytes] of rows) {
        const entries = index.entriesOf(decodeDocument(bytes, 0, index.spec.reads), record);
        index.refuseDuplicates(entries, record, this.namespace);
        index.add(entries, record);
        after = record;
      }
      if (rows.length === 0) return;
    }
  }

  dropIndex(index: Index): void {
    this.indexes.splice(this.indexes.indexOf(index), 1);
    this.storage.dropTree(index.tree);
    this.noteNeeded();
    this.save();
  }

  /** Removes everything of the collection from the disk. */
  drop(): void {
    this.dropped = true;
    for (const index of this.indexes) this.storage.dropTree(index.tree);
    this.storage.dropTree(this.tree);
    this.storage.named.delete(`count:${this.tree}`);
    this.storage.named.delete(`collection:${this.namespace}`);
  }

  /** The same documents under another name. The old object must not be used afterwards. */
  renamed(namespace: string): Collection {
    this.dropped = true;
    this.storage.named.delete(`collection:${this.namespace}`);
    const { storage, uuid, tree, options, indexes, count, bytes } = this;
    const collection = new Collection(storage, namespace, uuid, tree, options, indexes, { count, bytes });
    collection.dirty = true;
    collection.save();
    return collection;
  }

  /** The top-level fields that decide about index entries; undefined where all do. */
  get indexedFields(): ReadonlySet<string> | undefined {
    return this.neededByIndexes;
  }

  save(): void {
    const indexes: Value[] = this.indexes.map((index) =>
      docOf({ spec: index.spec.document, tree: integer(index.tree), multikey: [...index.multikey] }),
    );
    const saved = docOf({ tree: integer(this.tree), uuid: this.uuid, options: this.options, indexes });
    this.storage.named.put(`collection:${this.namespace}`, encodeDocument(saved));
  }

  saveCount(): void {
    if (!this.dirty || this.dropped) return;
    const bytes = Buffer.allocUnsafe(16);
    bytes.writeDoubleLE(this.count, 0);
    bytes.writeDoubleLE(this.bytes, 8);
    this.storage.named.put(`count:${this.tree}`, bytes);
    this.dirty = false;
  }

  private counted(documents: number, bytes: number): void {
    this.count += documents;
    this.bytes += bytes;
    this.dirty = true;
  }

  private noteNeeded(): void {
    const needed = new Set<string>();
    for (const { spec } of this.indexes) {
      if (spec.reads === undefined) {
        this.neededByIndexes = undefined;
        return;
      }
      for (const field of spec.reads) needed.add(field);
    }
    this.neededByIndexes = needed;
  }
}

function checkSize(bytes: Buffer): void {
  if (bytes.length <= RECORD_LIMIT) return;
  throw new CommandError(
    10334,
    `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and ${RECORD_LIMIT}`,
  );
}
