import { buffer } from 'node:stream/consumers';
import { betterAuth } from 'better-auth';
import { mongodbAdapter } from 'better-auth/adapters/mongodb';
import { GridFSBucket, MongoClient, ObjectId } from 'mongodb';
import mongoose, { type Connection, Schema } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../test-store';

/** The programs that people put on a MongoDB, used as their manuals say. */
let store: TestStore;
let client: MongoClient;

beforeAll(async () => {
  store = await openTestStore();
  client = new MongoClient(store.uri);
});

afterAll(async () => {
  await client.close();
  await store.stop();
});

describe("the driver's GridFS", () => {
  function filled(length: number): Buffer {
    return Buffer.from(Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) % 251));
  }

  function upload(bucket: GridFSBucket, name: string, bytes: Buffer): Promise<ObjectId> {
    return new Promise((resolve, reject) => {
      const stream = bucket.openUploadStream(name, { metadata: { of: 'a test' } });
      stream.once('error', reject);
      stream.once('finish', () => resolve(stream.id));
      for (let at = 0; at < bytes.length; at += 100_000) stream.write(bytes.subarray(at, at + 100_000));
      stream.end();
    });
  }

  test('a file of several pieces comes out whole, and a part of it as that part', async () => {
    const bucket = new GridFSBucket(client.db(), { chunkSizeBytes: 64 * 1024 });
    const bytes = filled(300_001);
    const id = await upload(bucket, 'paper', bytes);
    expect(await buffer(bucket.openDownloadStream(id))).toEqual(bytes);
    expect(await buffer(bucket.openDownloadStream(id, { start: 65_530, end: 196_700 }))).toEqual(
      bytes.subarray(65_530, 196_700),
    );
    expect(await bucket.find({ 'metadata.of': 'a test' }).toArray()).toMatchObject([
      { _id: id, length: 300_001, chunkSize: 65_536, filename: 'paper' },
    ]);
    const pieces = client.db().collection('fs.chunks');
    expect(await pieces.countDocuments({ files_id: id })).toBe(5);
    expect((await pieces.indexes()).find((index) => index.unique)?.key).toEqual({ files_id: 1, n: 1 });
  });

  test('the newest of one name, renamed, removed', async () => {
    const bucket = new GridFSBucket(client.db(), { bucketName: 'versions' });
    const first = await upload(bucket, 'letter', Buffer.from('first'));
    await upload(bucket, 'letter', Buffer.from('second'));
    expect((await buffer(bucket.openDownloadStreamByName('letter'))).toString()).toBe('second');
    expect((await buffer(bucket.openDownloadStreamByName('letter', { revision: 0 }))).toString()).toBe(
      'first',
    );
    await bucket.rename(first, 'old letter');
    expect((await buffer(bucket.openDownloadStreamByName('old letter'))).toString()).toBe('first');
    await bucket.delete(first);
    await expect(buffer(bucket.openDownloadStream(first))).rejects.toThrow(/FileNotFound/);
    expect(await client.db().collection('versions.chunks').countDocuments({ files_id: first })).toBe(0);
  });

  test('an upload that is broken off leaves nothing behind', async () => {
    const bucket = new GridFSBucket(client.db(), { bucketName: 'broken', chunkSizeBytes: 1000 });
    const stream = bucket.openUploadStream('half');
    await new Promise<void>((resolve, reject) => {
      stream.write(filled(5000), (error) => (error ? reject(error) : resolve()));
    });
    await stream.abort();
    expect(await client.db().collection('broken.chunks').countDocuments({ files_id: stream.id })).toBe(0);
    await expect(bucket.delete(new ObjectId())).rejects.toThrow(/File not found/);
  });
});

describe('mongoose', () => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await mongoose.createConnection(store.uri).asPromise();
  });

  afterAll(async () => {
    await connection.close();
  });

  test('references are filled in, kinds of one model kept apart', async () => {
    const people = connection.model('Person', new Schema({ name: String }));
    const events = connection.model(
      'Event',
      new Schema({ by: { type: Schema.Types.ObjectId, ref: 'Person' } }, { discriminatorKey: 'kind' }),
    );
    const clicks = events.discriminator('Click', new Schema({ url: String }));
    const calls = events.discriminator('Call', new Schema({ seconds: Number }));
    const ada = await people.create({ name: 'Ada' });
    await clicks.create({ by: ada._id, url: '/' });
    await calls.create({ by: ada._id, seconds: 5 });
    await calls.create({ seconds: 7 });
    expect(await events.countDocuments()).toBe(3);
    expect(await calls.countDocuments({ seconds: { $gt: 5 } })).toBe(1);
    const found = await clicks.findOne().populate<{ by: { name: string } }>('by').lean();
    expect(found?.by.name).toBe('Ada');
  });

  test('two who change one array at once: the second is told', async () => {
    const carts = connection.model('Cart', new Schema({ lines: [{ n: Number }], note: String }));
    const { _id } = await carts.create({ lines: [{ n: 1 }, { n: 2 }] });
    const [one, other] = [await carts.findById(_id), await carts.findById(_id)];
    one?.lines.splice(0, 1);
    await one?.save();
    const line = other?.lines[1];
    if (line) line.n = 5;
    await expect(other?.save()).rejects.toThrow(mongoose.Error.VersionError);
    expect((await carts.findById(_id).lean())?.lines).toMatchObject([{ n: 2 }]);
  });

  test('times are kept, many are written at once, and a cursor brings them one by one', async () => {
    const schema = new Schema({ n: { type: Number, unique: true }, text: String }, { timestamps: true });
    const notes = connection.model('Note', schema);
    await notes.init();
    await notes.insertMany(Array.from({ length: 250 }, (_, n) => ({ n, text: 'new' })));
    const result = await notes.bulkWrite([
      { insertOne: { document: { n: 251, text: 'new' } } },
      { updateMany: { filter: { n: { $lt: 10 } }, update: { $set: { text: 'old' } } } },
      { deleteOne: { filter: { n: 251 } } },
      { updateOne: { filter: { n: 500 }, update: { $set: { text: 'new' } }, upsert: true } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 10, deletedCount: 1, upsertedCount: 1 });
    await expect(notes.create({ n: 500 })).rejects.toMatchObject({ code: 11000 });
    const before = await notes.findOne({ n: 5 });
    before?.set('text', 'changed');
    const after = await before?.save();
    expect(after?.updatedAt.getTime()).toBeGreaterThanOrEqual(after?.createdAt.getTime() ?? Number.NaN);
    const seen: unknown[] = [];
    for await (const note of notes.find().sort({ n: -1 }).batchSize(40)) seen.push(note.n);
    expect(seen.length).toBe(251);
    expect(seen.slice(0, 3)).toEqual([500, 249, 248]);
    expect((await notes.distinct('text')).sort()).toEqual(['changed', 'new', 'old']);
  });
});

describe('better-auth', () => {
  test('an account is made, a session begins, is known, and ends', async () => {
    const auth = betterAuth({
      baseURL: 'http://127.0.0.1:3000',
      secret: 'a secret of this test alone, long enough',
      database: mongodbAdapter(client.db(), { transaction: false }),
      emailAndPassword: { enabled: true },
      rateLimit: { enabled: false },
      telemetry: { enabled: false },
      logger: { disabled: true },
    });
    const account = { email: 'ada@example.com', password: 'a long enough password' };
    await auth.api.signUpEmail({ body: { ...account, name: 'Ada' } });
    await expect(auth.api.signUpEmail({ body: { ...account, name: 'Eve' } })).rejects.toThrow();
    await expect(
      auth.api.signInEmail({ body: { ...account, password: 'another password' } }),
    ).rejects.toThrow();
    const { headers } = await auth.api.signInEmail({ body: account, returnHeaders: true });
    const cookie = headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const session = await auth.api.getSession({ headers: new Headers({ cookie }) });
    expect(session?.user).toMatchObject({ email: account.email, name: 'Ada' });
    expect(await client.db().collection('session').countDocuments()).toBe(2);
    await auth.api.signOut({ headers: new Headers({ cookie }) });
    expect(await auth.api.getSession({ headers: new Headers({ cookie }) })).toBeNull();
    expect(await client.db().collection('session').countDocuments()).toBe(1);
  });
});
