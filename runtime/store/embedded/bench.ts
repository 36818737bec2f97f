import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type Model, Schema } from 'mongoose';
import { RawSqlite } from './proof/raw-sqlite';
import { startEmbeddedStore } from './start';

export interface BenchOptions {
  /** How many documents there are while reading; 100,000 where not told. */
  readonly documents?: number;
  /** How long each figure is measured, in milliseconds. */
  readonly msPerFigure?: number;
  /** Where the lines go; standard output where not told. */
  readonly print?: (line: string) => void;
  readonly entry?: string;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'per second' | 'ms' | 'MB';
  /** The same work in bare SQLite in this process, where there is such a thing. */
  readonly raw?: number;
}

interface Ticket {
  number: number;
  queue: string;
  state: string;
  priority: number;
  waitingSince: Date;
  subject: string;
  customer: { name: string; mail: string };
  tags: string[];
}

const QUEUES = 20;
const STATES = ['new', 'open', 'pending', 'parked', 'done'];

/** Measures the server through mongoose and prints each figure next to what bare SQLite does on the same disk. */
export async function benchStore(options: BenchOptions = {}): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'store-bench-'));
  const figures: Figure[] = [];
  const note = (figure: Figure): void => {
    figures.push(figure);
    (options.print ?? console.log)(describe(figure));
  };
  try {
    const began = performance.now();
    const store = await startEmbeddedStore({
      dataDir: join(folder, 'data'),
      ...(options.entry === undefined ? {} : { entry: options.entry }),
    });
    const raw = new RawSqlite(join(folder, 'raw.db'));
    const connection = await mongoose.createConnection(store.uri).asPromise();
    note({ name: 'start to first answer', value: performance.now() - began, unit: 'ms' });
    try {
      const bench = new Bench(connection.model<Ticket>('Ticket', ticketSchema()), raw, options, note);
      note({ name: 'memory of the empty server', value: await serverMemory(connection), unit: 'MB' });
      await bench.run();
      note({ name: 'memory of the server at the end', value: await serverMemory(connection), unit: 'MB' });
      note({
        name: 'size on disk',
        value: statSync(join(folder, 'data', 'store.db')).size / 1e6,
        unit: 'MB',
        raw: raw.size() / 1e6,
      });
    } finally {
      raw.close();
      await connection.close();
      await store.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

function describe({ name, value, unit, raw }: Figure): string {
  const text = (number: number): string =>
    number >= 100 ? Math.round(number).toLocaleString('en') : number.toFixed(2);
  return `${name.padEnd(44)} ${text(value).padStart(10)} ${unit.padEnd(10)} ${raw === undefined ? '' : `(bare SQLite ${text(raw)})`}`;
}

function ticketSchema(): Schema<Ticket> {
  const schema = new Schema<Ticket>(
    {
      number: Number,
      queue: String,
      state: String,
      priority: Number,
      waitingSince: Date,
      subject: String,
      customer: { name: String, mail: String },
      tags: [String],
    },
    { autoIndex: false, versionKey: false },
  );
  schema.index({ number: 1 }, { unique: true });
  schema.index({ queue: 1, state: 1, priority: -1, waitingSince: 1 });
  return schema;
}

async function serverMemory(connection: mongoose.Connection): Promise<number> {
  const status = await connection.db?.admin().serverStatus();
  const mem: unknown = status?.mem;
  return typeof mem === 'object' && mem !== null && 'resident' in mem ? Number(mem.resident) : Number.NaN;
}

class Bench {
  private next = 0;
  private readonly documents: number;
  private readonly duration: number;

  constructor(
    private readonly tickets: Model<Ticket>,
    private readonly raw: RawSqlite,
    options: BenchOptions,
    private readonly note: (figure: Figure) => void,
  ) {
    this.documents = options.documents ?? 100_000;
    this.duration = options.msPerFigure ?? 2000;
  }

  async run(): Promise<void> {
    await this.tickets.createIndexes();
    await this.fill();
    for (const writers of [1, 32]) {
      const insert = await this.perSecond(writers, () => this.tickets.create(this.ticket()));
      const rawInsert = this.rawPerSecond(() => this.raw.insertDurably(writers));
      this.note({
        name: `durable insertOne, ${writers} at once`,
        value: insert,
        unit: 'per second',
        raw: rawInsert * writers,
      });
    }
    await this.reads();
    await this.inbox();
    await this.index();
  }

  private async fill(): Promise<void> {
    const began = performance.now();
    for (let done = 0; done < this.documents; done += 1000) {
      await this.tickets.insertMany(
        Array.from({ length: 1000 }, () => this.ticket()),
        { lean: true },
      );
    }
    const value = this.documents / ((performance.now() - began) / 1000);
    this.note({ name: 'bulk insert', value, unit: 'per second', raw: this.raw.fill(this.documents) });
  }

  private async reads(): Promise<void> {
    const known = await this.tickets.find({}, { _id: 1 }).limit(5000).lean();
    const id = () => known[Math.floor(Math.random() * known.length)]?._id;
    const number = () => Math.floor(Math.random() * this.documents);
    for (const clients of [1, 32]) {
      const byId = await this.perSecond(clients, () => this.tickets.findById(id()).lean());
      this.note({
        name: `findById, ${clients} at once`,
        value: byId,
        unit: 'per second',
        raw: this.rawPerSecond(() => this.raw.get(number())),
      });
      const byIndex = await this.perSecond(clients, () => this.tickets.findOne({ number: number() }).lean());
      this.note({
        name: `findOne by index, ${clients} at once`,
        value: byIndex,
        unit: 'per second',
        raw: this.rawPerSecond(() => this.raw.get(number())),
      });
      const claimed = await this.perSecond(clients, () =>
        this.tickets
          .findOneAndUpdate(
            { number: number() },
            { $set: { state: 'open' }, $inc: { priority: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      );
      this.note({
        name: `findOneAndUpdate, ${clients} at once`,
        value: claimed,
        unit: 'per second',
        raw: this.rawPerSecond(() => this.raw.updateDurably(number(), clients)) * clients,
      });
    }
  }

  private async inbox(): Promise<void> {
    const queue = () => `queue-${Math.floor(Math.random() * QUEUES)}`;
    const states = { $in: ['new', 'open', 'pending'] };
    const view = await this.median(() =>
      this.tickets
        .find({ queue: queue(), state: states })
        .sort({ priority: -1, waitingSince: 1 })
        .limit(50)
        .lean(),
    );
    this.note({
      name: 'inbox view (3 states, ordered, 50), median',
      value: view,
      unit: 'ms',
      raw: this.rawMedian(() => this.raw.range(50)),
    });
    const count = await this.median(() => this.tickets.countDocuments({ queue: queue(), state: 'new' }));
    this.note({ name: 'count from the index alone, median', value: count, unit: 'ms' });
    const ping = await this.median(async () => this.tickets.db.db?.command({ ping: 1 }));
    this.note({ name: 'ping, median (the driver and the socket)', value: ping, unit: 'ms' });
  }

  /** Long keys that do not come in their order. */
  private async index(): Promise<void> {
    const began = performance.now();
    const name = await this.tickets.collection.createIndex({ subject: -1, number: 1 });
    this.note({
      name: 'building an index over them all',
      value: performance.now() - began,
      unit: 'ms',
      raw: this.raw.buildIndex(),
    });
    await this.tickets.collection.dropIndex(name);
  }

  private ticket(): Ticket {
    const number = this.next;
    this.next += 1;
    return {
      number,
      queue: `queue-${number % QUEUES}`,
      state: STATES[(number * 7) % STATES.length] ?? 'new',
      priority: number % 5,
      waitingSince: new Date(1_700_000_000_000 + ((number * 7919) % 1_000_000) * 1000),
      subject: `Ticket ${number}: the delivery has not arrived and the customer asks when it will`,
      customer: { name: `Customer ${number % 5000}`, mail: `customer${number % 5000}@example.com` },
      tags: ['mail', `tag-${number % 17}`],
    };
  }

  private async perSecond(clients: number, work: () => PromiseLike<unknown>): Promise<number> {
    const end = performance.now() + this.duration;
    let done = 0;
    const client = async (): Promise<void> => {
      while (performance.now() < end) {
        await work();
        done += 1;
      }
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: clients }, client));
    return done / ((performance.now() - began) / 1000);
  }

  private rawPerSecond(work: () => void): number {
    const began = performance.now();
    let done = 0;
    while (performance.now() - began < this.duration / 4) {
      work();
      done += 1;
    }
    return done / ((performance.now() - began) / 1000);
  }

  private async median(work: () => PromiseLike<unknown>): Promise<number> {
    const times: number[] = [];
    const end = performance.now() + this.duration;
    while (performance.now() < end) {
      const began = performance.now();
      await work();
      times.push(performance.now() - began);
    }
    return middle(times);
  }

  private rawMedian(work: () => void): number {
    const times = Array.from({ length: 200 }, () => {
      const began = performance.now();
      work();
      return performance.now() - began;
    });
    return middle(times);
  }
}

function middle(times: number[]): number {
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}
