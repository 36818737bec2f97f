import { randomBytes } from 'node:crypto';
import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { Binary, type Doc, docOf, integer, isDoc } from '../bson/value';
import { CommandError } from '../errors';
import { BuildingIndex, fieldsReadBy } from '../index/building-index';
import { Index } from '../index/index';
import { ID_INDEX, type IndexSpec } from '../index/index-spec';
import type { PendingEntry } from '../index/sorted-entries';
import { RECORD_LIMIT } from '../limits';
import { parseValidator, type Validator } from '../validation/validator';
import { readIndexes, writeIndexes } from './saved-indexes';
import type { RecordTree, Storage } from './storage';

/**
 * One collection: its documents by record number, in the order they came, and its indexes. Every change keeps both in
 * step; a change that is refused leaves nothing behind, because everything is checked before anything is written.
 */
export class Collection {
  readonly indexes: Index[];
  /** Seen by writers alone, which keep them in step. */
  readonly building: BuildingIndex[] = [];
  count: number;
  bytes: number;
  /** Whether count and bytes differ from what is stored. */
  dirty = false;
  dropped = false;
  validator: Validator | undefined;
  private nextRecord: number;

  private constructor(
    private readonly storage: Storage,
    readonly namespace: string,
    readonly uuid: Binary,
    private readonly tree: number,
    private given: Doc,
    indexes: Index[],
    counted: { count: number; bytes: number },
  ) {
    this.indexes = indexes;
    this.count = counted.count;
    this.bytes = counted.bytes;
    this.nextRecord = this.records.lastRecord() + 1;
    this.validator = parseValidator(given);
  }

  /** As they were given to `create` and `collMod`. */
  get options(): Doc {
    return this.given;
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
    const { whole, unfinished } = readIndexes(storage, saved.get('indexes'));
    const options = saved.get('options');
    const uuid = saved.get('uuid');
    const counted = storage.named.get(`count:${tree}`);
    const collection = new Collection(
      storage,
      namespace,
      uuid instanceof Binary ? uuid : new Binary(4, Buffer.alloc(16)),
      tree,
      isDoc(options) ? options : docOf({}),
      whole,
      counted === undefined
        ? { count: 0, bytes: 0 }
        : { count: counted.readDoubleLE(0), bytes: counted.readDoubleLE(8) },
    );
    collection.building.push(...unfinished.map((index) => new BuildingIndex(index, namespace)));
    return collection;
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
    for (const building of this.building) building.added(doc, record);
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
    for (const building of this.building)
      if (building.index.readsAny(touched)) building.replaced(before, after, record);
    this.counted(0, bytes.length - beforeSize);
    if (grown) this.save();
  }

  delete(record: number, doc: Doc, size: number): void {
    for (const index of this.indexes) index.remove(index.entriesOf(doc, record));
    for (const building of this.building) building.removed(doc, record);
    this.records.delete(record);
    this.counted(-1, -size);
  }

  /** Builds an index over what is there, at once. Throws 11000 where a unique one meets a duplicate. */
  createIndex(spec: IndexSpec): void {
    const building = this.beginIndex(spec);
    try {
      let after: number | undefined = 0;
      while (after !== undefined) after = this.gather([building], after, 512);
      for (const entry of building.settling()) this.settle(building, entry);
      this.finishIndex(building);
    } catch (error) {
      this.abandonIndex(building);
      throw error;
    }
  }

  /** Begins to build an index. Until `finishIndex` nobody finds anything by it. */
  beginIndex(spec: IndexSpec): BuildingIndex {
    const tree = this.storage.createTree('entries');
    const multikey = spec.fields.map(() => false);
    const building = new BuildingIndex(new Index(this.storage, spec, tree, multikey), this.namespace);
    this.building.push(building);
    this.save();
    return building;
  }

  /** Takes up some documents for indexes that are being built. Returns where to go on; undefined at the end. */
  gather(indexes: readonly BuildingIndex[], after: number, most: number): number | undefined {
    const rows = this.records.scan(after, false, most);
    const reads = fieldsReadBy(indexes);
    for (const [record, bytes] of rows) {
      const doc = decodeDocument(bytes, 0, reads);
      for (const building of indexes) {
        building.gather(doc, record);
        if (building.failure !== undefined) throw building.failure;
      }
    }
    return rows.at(-1)?.[0];
  }

  /** Brings one gathered entry into an index that is being built. */
  settle(building: BuildingIndex, entry: PendingEntry): void {
    building.settle(entry, (record) => {
      const bytes = this.records.get(record);
      return bytes === undefined ? undefined : decodeDocument(bytes);
    });
    if (building.failure !== undefined) throw building.failure;
  }

  finishIndex(building: BuildingIndex): void {
    if (building.failure !== undefined) throw building.failure;
    this.building.splice(this.building.indexOf(building), 1);
    this.indexes.push(building.index);
    this.save();
  }

  abandonIndex(building: BuildingIndex): void {
    this.building.splice(this.building.indexOf(building), 1);
    this.storage.dropTree(building.index.tree);
    this.save();
  }

  /** Removes the indexes that a server which was killed did not finish. Returns their names. */
  dropUnfinished(): string[] {
    const names = this.building.map(({ index }) => index.spec.name);
    for (const building of [...this.building]) this.abandonIndex(building);
    return names;
  }

  /** Gives an index other options; its keys stay as they are. */
  changeIndex(index: Index, spec: IndexSpec): void {
    this.indexes[this.indexes.indexOf(index)] = index.withSpec(spec);
    this.save();
  }

  dropIndex(index: Index): void {
    this.indexes.splice(this.indexes.indexOf(index), 1);
    this.storage.dropTree(index.tree);
    this.save();
  }

  /** Removes everything of the collection from the disk. */
  drop(): void {
    this.dropped = true;
    for (const index of this.indexes) this.storage.dropTree(index.tree);
    for (const { index } of this.building) this.storage.dropTree(index.tree);
    this.storage.dropTree(this.tree);
    this.storage.named.delete(`count:${this.tree}`);
    this.storage.named.delete(`collection:${this.namespace}`);
  }

  /** The same documents under another name. The old object must not be used afterwards. */
  renamed(namespace: string): Collection {
    if (this.building.length > 0)
      throw new CommandError(
        12587,
        `cannot perform operation: an index build is currently running for collection '${this.namespace}'`,
      );
    this.dropped = true;
    this.storage.named.delete(`collection:${this.namespace}`);
    const { storage, uuid, tree, options, indexes, count, bytes } = this;
    const collection = new Collection(storage, namespace, uuid, tree, options, indexes, { count, bytes });
    collection.dirty = true;
    collection.save();
    return collection;
  }

  /** Changes what is asked of the documents. Throws where it cannot be read. */
  changeOptions(options: Doc): void {
    this.validator = parseValidator(options);
    this.given = options;
    this.save();
  }

  save(): void {
    const indexes = writeIndexes(this.indexes, this.building);
    const entry = docOf({ tree: integer(this.tree), uuid: this.uuid, options: this.options, indexes });
    this.storage.named.put(`collection:${this.namespace}`, encodeDocument(entry));
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
}

function checkSize(bytes: Buffer): void {
  if (bytes.length <= RECORD_LIMIT) return;
  throw new CommandError(
    10334,
    `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and ${RECORD_LIMIT}`,
  );
}
