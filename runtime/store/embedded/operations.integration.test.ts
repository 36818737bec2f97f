import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Binary,
  BSONRegExp,
  type CollectionInfo,
  Decimal128,
  Double,
  Int32,
  Long,
  MongoClient,
  Timestamp,
  UUID,
} from 'mongodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  backupStore,
  checkStore,
  exportDatabase,
  importDatabase,
  restoreStore,
  storeStats,
} from './operations';
import { temporaryFolder } from './proof/temporary-folder';
import { startEmbeddedStore } from './start';

let place: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  place = temporaryFolder();
});

afterEach(() => {
  place.remove();
});

/** One document with a value of every type that the driver can send. */
const everyType = new Map<string, unknown>([
  ['2', 'a name that looks like a number'],
  ['1', new Int32(1)],
  ['long', Long.fromString('9007199254740993')],
  ['double', new Double(3)],
  ['decimal', Decimal128.fromString('1.50')],
  ['binary', new Binary(Buffer.from([1, 2]), 5)],
  ['uuid', new UUID('0b7e9a54-6a0c-4f6b-8d1b-0d2f8f4f7a11')],
  ['date', new Date('2026-01-02T03:04:05.678Z')],
  ['regex', new BSONRegExp('a.*b', 'i')],
  ['timestamp', new Timestamp({ t: 5, i: 6 })],
  [
    'nested',
    new Map<string, unknown>([
      ['b', null],
      ['a', [true, { x: new Int32(2) }]],
    ]),
  ],
]);

async function inFolder<T>(
  folder: string,
  work: (client: MongoClient, uri: string) => Promise<T>,
): Promise<T> {
  const store = await startEmbeddedStore({ dataDir: folder, database: 'app' });
  const client = new MongoClient(store.uri);
  try {
    return await work(client, store.uri);
  } finally {
    await client.close();
    await store.stop();
  }
}

async function fill(client: MongoClient): Promise<void> {
  const db = client.db();
  await db.collection('tickets').createIndex({ number: -1 }, { unique: true, name: 'by_number' });
  await db
    .collection('tickets')
    .insertMany(Array.from({ length: 2500 }, (_, number) => ({ number, text: `Ticket ${number}` })));
  await db.collection('types').insertOne(everyType);
}

describe('backup and restore', () => {
  test('a backup taken while writing is whole, and restoring brings it back', async () => {
    const data = join(place.folder, 'data');
    const file = join(place.folder, 'backup.db');
    await inFolder(data, async (client) => {
      await fill(client);
      const writing = client
        .db()
        .collection('later')
        .insertMany(Array.from({ length: 3000 }, (_, n) => ({ n })));
      expect((await backupStore({ dataDir: data, file })).bytes).toBeGreaterThan(10_000);
      await writing;
      await client.db().collection('tickets').deleteMany({});
    });
    const restored = await restoreStore({ dataDir: data, file });
    expect(restored.problems).toEqual([]);
    expect(restored.kept).toMatch(/before-restore/);
    await inFolder(data, async (client) => {
      expect(await client.db().collection('tickets').countDocuments()).toBe(2500);
    });
    expect(
      (await storeStats({ dataDir: data })).collections.find(({ namespace }) => namespace === 'app.tickets'),
    ).toMatchObject({ documents: 2500, indexes: ['_id_', 'by_number'] });
  });

  test('a folder without a database is told, and nothing is made there', async () => {
    const data = join(place.folder, 'mistyped');
    const told = { failure: 'not-a-store', message: `There is no database: ${data}/store.db does not exist` };
    await expect(checkStore({ dataDir: data })).rejects.toMatchObject(told);
    await expect(storeStats({ dataDir: data })).rejects.toMatchObject(told);
    await expect(backupStore({ dataDir: data, file: join(place.folder, 'backup') })).rejects.toMatchObject(
      told,
    );
    expect(existsSync(data)).toBe(false);
  });

  test('a damaged backup is refused and the data stays', async () => {
    const data = join(place.folder, 'data');
    const file = join(place.folder, 'backup.db');
    await inFolder(data, fill);
    await backupStore({ dataDir: data, file });
    const bytes = readFileSync(file);
    bytes.fill(0x41, 20_000, 60_000);
    writeFileSync(file, bytes);
    await expect(restoreStore({ dataDir: data, file })).rejects.toThrow(`The backup ${file} is damaged`);
    expect(existsSync(join(data, 'store.db.incoming'))).toBe(false);
    expect(await checkStore({ dataDir: data })).toMatchObject({ problems: [], documents: 2501 });
  });

  test('damaged data gives no backup', async () => {
    const data = join(place.folder, 'data');
    const file = join(place.folder, 'backup.db');
    await inFolder(data, fill);
    const bytes = readFileSync(join(data, 'store.db'));
    bytes.fill(0x41, 20_000, 60_000);
    writeFileSync(join(data, 'store.db'), bytes);
    await expect(backupStore({ dataDir: data, file })).rejects.toMatchObject({ failure: 'damaged' });
    expect(readdirSync(place.folder)).toEqual(['data']);
  });

  test('a folder that is being served cannot be restored over', async () => {
    const data = join(place.folder, 'data');
    const file = join(place.folder, 'backup.db');
    await inFolder(data, async (client) => {
      await fill(client);
      await backupStore({ dataDir: data, file });
      await expect(restoreStore({ dataDir: data, file })).rejects.toThrow(/Another process/);
      expect(await client.db().collection('tickets').countDocuments()).toBe(2500);
    });
  });
});

describe('export and import', () => {
  /** The document that is there does not meet it: it was asked for later. */
  const validator = { later: { $type: 'string', $exists: true } };

  test('a database comes out and goes in with every byte and index', async () => {
    const folder = join(place.folder, 'export');
    const progress: number[] = [];
    await inFolder(join(place.folder, 'one'), async (client, uri) => {
      await fill(client);
      await client.db().command({ collMod: 'types', validator });
      await client
        .db()
        .createCollection('first', { viewOn: 'tickets', pipeline: [{ $match: { number: 0 } }] });
      const result = await exportDatabase({
        uri,
        folder,
        onProgress: ({ documents }) => progress.push(documents),
      });
      expect(result).toMatchObject({ collections: 2, documents: 2501 });
    });
    expect(progress).toContain(2500);
    await inFolder(join(place.folder, 'two'), async (client, uri) => {
      expect(await importDatabase({ uri, folder })).toMatchObject({ collections: 2, documents: 2501 });
      const [raw] = await client.db().collection('types').find({}, { raw: true }).toArray();
      const names = Buffer.isBuffer(raw) ? raw.toString('latin1') : '';
      expect(names.indexOf('2\0')).toBeLessThan(names.indexOf('long\0'));
      expect(
        (await client.db().collection('tickets').indexes()).map(({ name, unique }) => [name, unique]),
      ).toContainEqual(['by_number', true]);
      const listed = await client.db().listCollections<CollectionInfo>({ name: 'types' }).toArray();
      expect(listed[0]?.options).toMatchObject({ validator });
      expect(await client.db().collection('first').countDocuments()).toBe(1);
      await expect(importDatabase({ uri, folder })).rejects.toThrow(/not empty/);
    });
  });

  test('a changed byte in the export is noticed', async () => {
    const folder = join(place.folder, 'export');
    await inFolder(join(place.folder, 'one'), async (client, uri) => {
      await fill(client);
      await exportDatabase({ uri, folder });
    });
    const name = readdirSync(folder).find((entry) => entry.includes('tickets')) ?? '';
    const bytes = readFileSync(join(folder, name));
    bytes.write('Ticxet', bytes.indexOf('Ticket'));
    writeFileSync(join(folder, name), bytes);
    await inFolder(join(place.folder, 'two'), async (client, uri) => {
      await expect(importDatabase({ uri, folder })).rejects.toThrow(/differs from what was exported/);
      // Nothing was written, so the next try finds an empty target.
      expect(await client.db().listCollections().toArray()).toEqual([]);
      bytes.writeInt32LE(2 ** 30, 0);
      writeFileSync(join(folder, name), bytes);
      await expect(importDatabase({ uri, folder })).rejects.toThrow(`${join(folder, name)} is damaged`);
      writeFileSync(join(folder, name), bytes.subarray(0, bytes.length - 3));
      await expect(importDatabase({ uri, folder })).rejects.toThrow(/is damaged|is cut off/);
    });
  });
});

/** A disk of so many bytes; undefined where this user may not mount one. */
function smallDisk(folder: string, bytes: number): { remove(): void } | undefined {
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]).status === 0;
  return mounted ? { remove: () => void spawnSync('umount', [folder]) } : undefined;
}

describe('a disk that is full', () => {
  test('is told, and nothing half stays that looks whole', async ({ skip }) => {
    const small = join(place.folder, 'small');
    const disk = smallDisk(small, 256 * 1024);
    if (disk === undefined) return skip('mounting a disk needs rights that this user does not have');
    try {
      const data = join(place.folder, 'data');
      const full = (text: string): object => ({ failure: 'disk-full', message: text });
      await inFolder(data, async (client, uri) => {
        await fill(client);
        await client
          .db()
          .collection('many')
          .insertOne({ text: 'x'.repeat(600_000) });
        const folder = join(small, 'export');
        await expect(exportDatabase({ uri, folder })).rejects.toMatchObject(
          full(`The disk of ${folder} is full: nothing was exported`),
        );
        expect(readdirSync(small)).toEqual([]);
        // A folder that was there stays, and can be used again.
        mkdirSync(folder);
        await expect(exportDatabase({ uri, folder })).rejects.toMatchObject({ failure: 'disk-full' });
        expect(readdirSync(folder)).toEqual([]);
        const file = join(small, 'backup.db');
        await expect(backupStore({ dataDir: data, file })).rejects.toMatchObject(
          full(`The disk of ${file} is full: no backup was made`),
        );
        expect(readdirSync(small)).toEqual(['export']);
      });
      const file = join(place.folder, 'backup.db');
      await backupStore({ dataDir: data, file });
      await expect(restoreStore({ dataDir: join(small, 'data'), file })).rejects.toMatchObject(
        full(
          `The disk of ${join(small, 'data')} is full: the backup was not restored, the data is as it was`,
        ),
      );
      expect(readdirSync(join(small, 'data'))).toEqual(['socket']);
    } finally {
      disk.remove();
    }
  });
});
