import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Guard } from './sqlite-storage';
import type { EntryRow, EntryTree, KeyRange, NamedValues, RecordRow, RecordTree } from './storage';

export class SqliteRecordTree implements RecordTree {
  private readonly statements: Statements;
  /** What every insert needs is not looked for anew each time. */
  private readonly insertion: Prepared;

  constructor(
    database: DatabaseSync,
    private readonly table: string,
    private readonly guard: Guard,
  ) {
    this.statements = new Statements(database);
    this.insertion = new Prepared(database, `INSERT INTO ${table} (r, d) VALUES (?, ?)`);
  }

  get(record: number): Buffer | undefined {
    return this.guard(() => {
      const row: unknown = this.statements.of(`SELECT d FROM ${this.table} WHERE r = ?`).get(record);
      return Array.isArray(row) ? blob(row[0]) : undefined;
    });
  }

  insert(record: number, bytes: Buffer): void {
    this.guard(() => this.insertion.statement.run(record, bytes));
  }

  replace(record: number, bytes: Buffer): void {
    this.guard(() => this.statements.of(`UPDATE ${this.table} SET d = ? WHERE r = ?`).run(bytes, record));
  }

  delete(record: number): void {
    this.guard(() => this.statements.of(`DELETE FROM ${this.table} WHERE r = ?`).run(record));
  }

  scan(after: number, reverse: boolean, limit: number): RecordRow[] {
    const beyond = reverse ? 'r < ? ORDER BY r DESC' : 'r > ? ORDER BY r';
    return this.guard(() => {
      const rows: unknown[] = this.statements
        .of(`SELECT r, d FROM ${this.table} WHERE ${beyond} LIMIT ?`)
        .all(after, limit);
      return rows.map((row): RecordRow => (Array.isArray(row) ? [Number(row[0]), blob(row[1])] : [0, EMPTY]));
    });
  }

  lastRecord(): number {
    return this.guard(() => {
      const row: unknown = this.statements.of(`SELECT max(r) FROM ${this.table}`).get();
      return Array.isArray(row) ? Number(row[0] ?? 0) : 0;
    });
  }

  clear(): void {
    this.guard(() => this.statements.of(`DELETE FROM ${this.table}`).run());
  }
}

export class SqliteEntryTree implements EntryTree {
  private readonly statements: Statements;
  private readonly insertion: Prepared;
  /** No key of the tree is greater; absent while the tree has not been asked. */
  private most: Buffer | undefined;

  constructor(
    database: DatabaseSync,
    private readonly table: string,
    private readonly guard: Guard,
  ) {
    this.statements = new Statements(database);
    this.insertion = new Prepared(
      database,
      `INSERT INTO ${table} (k, r) VALUES (?, ?) ON CONFLICT DO NOTHING`,
    );
  }

  insert(key: Buffer, record: number): boolean {
    if (this.most !== undefined && Buffer.compare(key, this.most) > 0) this.most = key;
    return this.guard(() => Number(this.insertion.statement.run(key, record).changes) === 1);
  }

  isBeyond(key: Buffer): boolean {
    this.most ??= this.guard(() => {
      const row: unknown = this.statements.of(`SELECT k FROM ${this.table} ORDER BY k DESC LIMIT 1`).get();
      return Array.isArray(row) ? blob(row[0]) : EMPTY;
    });
    return Buffer.compare(key, this.most) > 0;
  }

  delete(key: Buffer): void {
    this.guard(() => this.statements.of(`DELETE FROM ${this.table} WHERE k = ?`).run(key));
  }

  get(key: Buffer): number | undefined {
    return this.guard(() => {
      const row: unknown = this.statements.of(`SELECT r FROM ${this.table} WHERE k = ?`).get(key);
      return Array.isArray(row) ? Number(row[0]) : undefined;
    });
  }

  scan(range: KeyRange, reverse: boolean, limit: number): EntryRow[] {
    return this.guard(() => {
      const order = reverse ? 'k DESC' : 'k';
      const rows: unknown[] = this.statements
        .of(`SELECT k, r FROM ${this.table} WHERE k >= ? AND k < ? ORDER BY ${order} LIMIT ?`)
        .all(range.from, range.to, limit);
      return rows.map((row): EntryRow => (Array.isArray(row) ? [blob(row[0]), Number(row[1])] : [EMPTY, 0]));
    });
  }

  count(range: KeyRange, atMost?: number): number {
    return this.guard(() => {
      const where = `FROM ${this.table} WHERE k >= ? AND k < ?`;
      const row: unknown =
        atMost === undefined
          ? this.statements.of(`SELECT count(*) ${where}`).get(range.from, range.to)
          : this.statements
              .of(`SELECT count(*) FROM (SELECT 1 ${where} LIMIT ?)`)
              .get(range.from, range.to, atMost);
      return Array.isArray(row) ? Number(row[0]) : 0;
    });
  }

  keyBehind(range: KeyRange, count: number): Buffer | undefined {
    return this.guard(() => {
      const row: unknown = this.statements
        .of(`SELECT k FROM ${this.table} WHERE k >= ? AND k < ? ORDER BY k LIMIT 1 OFFSET ?`)
        .get(range.from, range.to, count);
      return Array.isArray(row) ? blob(row[0]) : undefined;
    });
  }

  clear(): void {
    this.guard(() => this.statements.of(`DELETE FROM ${this.table}`).run());
  }
}

export class SqliteNamedValues implements NamedValues {
  private readonly statements: Statements;

  constructor(
    database: DatabaseSync,
    private readonly guard: Guard,
  ) {
    this.statements = new Statements(database);
  }

  get(name: string): Buffer | undefined {
    return this.guard(() => {
      const row: unknown = this.statements.of('SELECT v FROM named WHERE k = ?').get(name);
      return Array.isArray(row) ? blob(row[0]) : undefined;
    });
  }

  put(name: string, value: Buffer): void {
    this.guard(() => {
      this.statements
        .of('INSERT INTO named (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v')
        .run(name, value);
    });
  }

  delete(name: string): void {
    this.guard(() => this.statements.of('DELETE FROM named WHERE k = ?').run(name));
  }

  withPrefix(prefix: string): [string, Buffer][] {
    return this.guard(() => {
      const rows: unknown[] = this.statements
        .of('SELECT k, v FROM named WHERE k >= ? AND k < ? ORDER BY k')
        .all(prefix, `${prefix}\u{10ffff}`);
      return rows.map((row): [string, Buffer] =>
        Array.isArray(row) ? [String(row[0]), blob(row[1])] : ['', EMPTY],
      );
    });
  }
}

const EMPTY = Buffer.alloc(0);

function blob(value: unknown): Buffer {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : EMPTY;
}

/** A statement that is prepared when it is first needed. */
class Prepared {
  private made: StatementSync | undefined;

  constructor(
    private readonly database: DatabaseSync,
    private readonly sql: string,
  ) {}

  get statement(): StatementSync {
    this.made ??= this.database.prepare(this.sql);
    return this.made;
  }
}

/** Statements are prepared once and answer with arrays, which is cheaper than objects. */
class Statements {
  private readonly prepared = new Map<string, StatementSync>();

  constructor(private readonly database: DatabaseSync) {}

  of(sql: string): StatementSync {
    let statement = this.prepared.get(sql);
    if (statement === undefined) {
      statement = this.database.prepare(sql);
      statement.setReturnArrays(true);
      this.prepared.set(sql, statement);
    }
    return statement;
  }
}
