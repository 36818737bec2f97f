import { statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** The same work as the server's, done with bare SQLite: the measure of what the disk and SQLite themselves cost. */
export class RawSqlite {
  private readonly database: DatabaseSync;
  private readonly insert: StatementSync;
  private readonly insertKey: StatementSync;
  private readonly select: StatementSync;
  private readonly update: StatementSync;
  private readonly selectRange: StatementSync;
  private readonly bytes = Buffer.alloc(380, 0x61);
  private next = 0;

  constructor(private readonly file: string) {
    this.database = new DatabaseSync(file);
    this.database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL',
    );
    this.database.exec(
      'CREATE TABLE records (r INTEGER PRIMARY KEY, d BLOB); CREATE TABLE entries (k BLOB PRIMARY KEY, r INTEGER) WITHOUT ROWID',
    );
    this.insert = this.database.prepare('INSERT INTO records VALUES (?, ?)');
    this.insertKey = this.database.prepare('INSERT INTO entries VALUES (?, ?)');
    this.select = this.database.prepare('SELECT d FROM records WHERE r = ?');
    this.update = this.database.prepare('UPDATE records SET d = ? WHERE r = ?');
    this.selectRange = this.database.prepare(
      'SELECT d FROM entries JOIN records USING (r) WHERE k >= ? ORDER BY k LIMIT ?',
    );
  }

  /** Records per second, in transactions of 1,000, each with three index entries. */
  fill(count: number): number {
    const began = performance.now();
    for (let done = 0; done < count; done += 1000) {
      this.database.exec('BEGIN');
      for (let at = 0; at < 1000; at += 1) this.add();
      this.database.exec('COMMIT');
    }
    return count / ((performance.now() - began) / 1000);
  }

  /** One commit with as many records as clients that wait for it. */
  insertDurably(together: number): void {
    this.database.exec('BEGIN');
    for (let at = 0; at < together; at += 1) this.add();
    this.database.exec('COMMIT');
  }

  updateDurably(record: number, together: number): void {
    // SQLite does not write a page whose bytes stay the same.
    this.bytes.writeUInt32LE((this.bytes.readUInt32LE(0) + 1) >>> 0, 0);
    this.database.exec('BEGIN');
    for (let at = 0; at < together; at += 1) this.update.run(this.bytes, record + at);
    this.database.exec('COMMIT');
  }

  get(record: number): void {
    this.select.get(record);
  }

  range(count: number): void {
    this.selectRange.all(key(Math.floor(Math.random() * this.next), 0), count);
  }

  /** Milliseconds for SQLite's own index over as many keys. */
  buildIndex(): number {
    const began = performance.now();
    this.database.exec('CREATE INDEX by_record ON entries (r, k)');
    const took = performance.now() - began;
    this.database.exec('DROP INDEX by_record');
    return took;
  }

  size(): number {
    return statSync(this.file).size;
  }

  close(): void {
    this.database.close();
  }

  private add(): void {
    this.insert.run(this.next, this.bytes);
    for (let index = 0; index < 3; index += 1) this.insertKey.run(key(this.next, index), this.next);
    this.next += 1;
  }
}

function key(record: number, index: number): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt8(index, 0);
  bytes.writeUInt32BE((record * 2654435761) % 4294967296, 1);
  bytes.writeUInt32BE(record, 5);
  return bytes;
}
