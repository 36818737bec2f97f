import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Binary, Regex } from '../bson/value';
import { type InProcessServer, openInProcess } from '../proof/in-process';
import type { Plain } from '../proof/plain';

type Fields = { readonly [name: string]: Plain };
type Refusal = [command: Fields, code: number, text: string];

let server: InProcessServer;

beforeAll(async () => {
  server = openInProcess();
  await server.run({ insert: 'c', documents: [{ _id: 1, a: 1 }] });
});

afterAll(() => server.close());

/** The code and the message of the answer, also where they are those of a statement in a batch. */
async function refusal(command: Fields): Promise<{ code: unknown; text: unknown }> {
  const reply = await server.run(command);
  const errors = reply.get('writeErrors');
  const first = Array.isArray(errors) ? errors[0] : undefined;
  const told = first instanceof Map ? first : reply;
  return { code: told.get('code'), text: told.get('errmsg') };
}

async function expectRefusal(command: Fields, code: number, text: string): Promise<void> {
  const told = await refusal(command);
  expect(told.code).toBe(code);
  expect(told.text).toContain(text);
}

const find = (filter: Fields): Fields => ({ find: 'c', filter });
const pipeline = (...stages: Fields[]): Fields => ({ aggregate: 'c', pipeline: stages, cursor: {} });
const index = (spec: Fields): Fields => ({
  createIndexes: 'c',
  indexes: [{ key: { b: 1 }, name: 'b', ...spec }],
});

/** Everything of MongoDB 7.0 that is not there must be refused, with its name in the message. */
describe('stages', () => {
  const missing =
    '$bucketAuto $changeStreamSplitLargeEvent $currentOp $densify $fill $geoNear $graphLookup $listSampledQueries ' +
    '$listSearchIndexes $listSessions $planCacheStats $redact $search $searchMeta $setWindowFields ' +
    '$shardedDataDistribution $vectorSearch';

  test.each(missing.split(' '))('%s', async (name) => {
    await expectRefusal(pipeline({ [name]: {} }), 40324, `the stage ${name} is not supported`);
  });

  test.each<Refusal>([
    [{ $changeStream: {} }, 40573, 'only supported on replica sets'],
    [{ $nothing: {} }, 40324, `Unrecognized pipeline stage name: '$nothing'`],
    [{ $lookup: { from: 'c', as: 'x', pipeline: [], more: 1 } }, 9, 'unknown argument to $lookup: more'],
    [{ $unwind: { path: '$a', more: 1 } }, 28811, 'more'],
    [{ $sample: { size: 1, more: 1 } }, 28748, 'more'],
    [{ $bucket: { groupBy: '$a', boundaries: [1, 2], more: 1 } }, 40197, 'more'],
    [{ $unionWith: { coll: 'c', more: 1 } }, 40415, 'more'],
    [{ $merge: { into: 'd', more: 1 } }, 40415, 'more'],
    [{ $out: { db: 'd', coll: 'd', timeseries: {} } }, 2, 'time series'],
    [{ $collStats: { latencyStats: {} } }, 2, 'latencyStats'],
    [{ $sort: { a: { $meta: 'textScore' } } }, 2, '$meta'],
  ])('%o', async (stage, code, text) => {
    await expectRefusal(pipeline(stage), code, text);
  });
});

describe('operators', () => {
  test.each('$where $text $jsonSchema $sampleRate'.split(' '))('%s of a query', async (name) => {
    await expectRefusal(find({ [name]: {} }), 2, `${name} is not supported`);
  });

  test.each('$near $nearSphere $geoWithin $geoIntersects'.split(' '))('%s of a field', async (name) => {
    await expectRefusal(find({ a: { [name]: [1, 2] } }), 2, `${name} is not supported`);
  });

  test.each('$function $median $percentile $meta $toHashedIndexKey $sampleRate'.split(' '))(
    '%s as an expression',
    async (name) => {
      await expectRefusal(pipeline({ $set: { x: { [name]: 1 } } }), 168, `the expression ${name} is not`);
    },
  );

  test.each('$accumulator $median $percentile'.split(' '))('%s as an accumulator', async (name) => {
    const stage = { $group: { _id: null, x: { [name]: 1 } } };
    await expectRefusal(pipeline(stage), 15952, `the accumulator ${name} is not supported`);
  });

  test.each<Refusal>([
    [find({ a: { $frobnicate: 1 } }), 2, 'unknown operator: $frobnicate'],
    [find({ $frobnicate: 1 }), 2, 'unknown top level operator: $frobnicate'],
    [find({ a: new Regex('(?R)', '') }), 51091, 'not supported'],
    [pipeline({ $set: { x: { $frobnicate: 1 } } }), 168, '$frobnicate'],
    [pipeline({ $group: { _id: 1, x: { $frobnicate: 1 } } }), 15952, '$frobnicate'],
    [{ update: 'c', updates: [{ q: {}, u: { $frobnicate: { a: 1 } } }] }, 9, '$frobnicate'],
    [
      { update: 'c', updates: [{ q: {}, u: { $push: { a: { $each: [], $frobnicate: 1 } } } }] },
      2,
      '$frobnicate',
    ],
    [{ find: 'c', projection: { a: { $meta: 'textScore' } } }, 2, '$meta'],
  ])('%o', async (command, code, text) => {
    await expectRefusal(command, code, text);
  });
});

/** Every command refuses what it does not know; none lets an option pass that it does nothing about. */
describe('options', () => {
  const commands: Readonly<Record<string, Fields>> = {
    find: { find: 'c' },
    getMore: { getMore: 5n, collection: 'c' },
    insert: { insert: 'c', documents: [{}] },
    update: { update: 'c', updates: [{ q: {}, u: {} }] },
    delete: { delete: 'c', deletes: [{ q: {}, limit: 1 }] },
    findAndModify: { findAndModify: 'c', update: {} },
    count: { count: 'c' },
    distinct: { distinct: 'c', key: 'a' },
    aggregate: pipeline(),
    create: { create: 'd' },
    drop: { drop: 'd' },
    dropDatabase: { dropDatabase: 1, $db: 'other' },
    renameCollection: { renameCollection: 'test.c', to: 'test.d' },
    collMod: { collMod: 'c' },
    createIndexes: index({}),
    dropIndexes: { dropIndexes: 'c', index: 'b' },
    listIndexes: { listIndexes: 'c' },
    listCollections: { listCollections: 1 },
    listDatabases: { listDatabases: 1 },
    dbStats: { dbStats: 1 },
    collStats: { collStats: 'c' },
    killCursors: { killCursors: 'c', cursors: [] },
    startSession: { startSession: 1 },
    killSessions: { killSessions: [] },
    killAllSessions: { killAllSessions: [] },
    killAllSessionsByPattern: { killAllSessionsByPattern: [] },
    hostInfo: { hostInfo: 1 },
    getCmdLineOpts: { getCmdLineOpts: 1 },
    whatsmyuri: { whatsmyuri: 1 },
    explain: { explain: { find: 'c' } },
  };

  test.each(Object.keys(commands))('of %s', async (name) => {
    const command = { ...commands[name], frobnicate: 1 };
    await expectRefusal(command, 40415, `BSON field '${name}.frobnicate' is an unknown field.`);
  });

  test.each(['find', 'count', 'distinct', 'findAndModify', 'aggregate', 'update', 'delete'])(
    'of %s within explain',
    async (name) => {
      const explain = { ...commands[name], frobnicate: 1 };
      await expectRefusal({ explain }, 40415, `BSON field '${name}.frobnicate' is an unknown field.`);
    },
  );

  const refused: Refusal[] = [
    ...['returnKey', 'showRecordId', 'tailable', 'awaitData', 'min', 'max'].map(
      (option): Refusal => [{ find: 'c', [option]: true }, 2, option],
    ),
    [
      { find: 'c', collation: { locale: 'de', strength: 4 } },
      2,
      'a collation of strength 4 is not supported',
    ],
    [{ find: 'c', collation: { locale: 'de', backwards: true } }, 2, 'backwards'],
    [{ find: 'c', collation: { locale: 'de', frobnicate: true } }, 40415, 'collation.frobnicate'],
    [{ find: 'c', hint: 'nothing' }, 2, 'hint provided does not correspond'],
    [{ find: 'c', maxTimeMS: -1 }, 2, 'maxTimeMS is out of range'],
    [{ find: 'c', maxTimeMS: 'long' }, 2, 'maxTimeMS must be a number'],
    [{ find: 'c', readConcern: { level: 'snapshot' } }, 246, 'snapshot'],
    [{ find: 'c', readConcern: { level: 'rumour' } }, 2, 'rumour'],
    [{ find: 'c', readConcern: { levle: 'local' } }, 40415, 'readConcern.levle'],
    [{ insert: 'c', documents: [{}], writeConcern: { j: true, x: 1 } }, 40415, 'writeConcern.x'],
    [{ insert: 'c', documents: [{}], writeConcern: { w: -1 } }, 9, 'non-negative'],
    [{ insert: 'c', documents: [{}], writeConcern: { w: { east: 1 } } }, 79, 'tags'],
    [{ find: 'c', apiVersion: '2' }, 322, 'API version'],
    [{ find: 'c', apiStrict: true }, 72, 'apiVersion'],
    [{ distinct: 'c', key: 'a', apiVersion: '1', apiStrict: true }, 323, 'distinct is not in API Version 1'],
    ...[
      { $indexStats: {} },
      { $collStats: { storageStats: {} } },
      { $facet: { a: [{ $unionWith: { coll: 'd', pipeline: [{ $indexStats: {} }] } }] } },
    ].map(
      (stage): Refusal => [
        { aggregate: 'c', pipeline: [stage], cursor: {}, apiVersion: '1', apiStrict: true },
        323,
        'Stats is not allowed',
      ],
    ),
    [{ getMore: 5n, collection: 'c' }, 43, 'cursor id 5 not found'],
    [{ getMore: 5n, collection: 'c', maxTimeMS: 5 }, 2, 'cannot set maxTimeMS on getMore'],
    [{ insert: 'c', documents: [] }, 16, 'Write batch sizes'],
    [{ insert: 'c', documents: [{}], writeConcern: { w: 2 } }, 100, 'data-bearing'],
    [{ update: 'c', updates: [{ q: {}, u: {}, sort: { a: 1 } }] }, 40415, 'update.updates.sort'],
    [{ update: 'c', updates: [{ q: {}, u: {}, upsertSupplied: true }] }, 2, 'upsertSupplied'],
    [{ delete: 'c', deletes: [{ q: {}, limit: 1, sort: { a: 1 } }] }, 40415, 'delete.deletes.sort'],
    [{ distinct: 'c', key: 'a', hint: 'b' }, 40415, 'distinct.hint'],
    [{ dbStats: 1, freeStorage: 1 }, 2, 'freeStorage'],
    [{ dbStats: 1, scale: 0 }, 51024, 'scale'],
    [{ listIndexes: 'c', includeBuildUUIDs: true }, 2, 'includeBuildUUIDs'],
    [{ listCollections: 1, cursor: { batchSize: -1 } }, 51024, 'batchSize'],
    [{ explain: { find: 'c' }, verbosity: 'loud' }, 9, 'verbosity'],
    ...['capped', 'timeseries', 'clusteredIndex', 'encryptedFields', 'storageEngine', 'temp'].map(
      (option): Refusal => [{ create: 'd', [option]: { a: 1 } }, 2, `the option ${option}`],
    ),
    [{ create: 'd', collation: { locale: 'de' } }, 2, 'a collection with a collation'],
    [{ create: 'd', size: 5 }, 72, 'capped'],
    [{ create: 'd', pipeline: [] }, 72, 'viewOn'],
    [{ create: 'd', expireAfterSeconds: 5 }, 72, 'expireAfterSeconds'],
    [{ create: 'd', validator: { $jsonSchema: {} } }, 2, '$jsonSchema'],
    [{ create: 'c', validator: { a: 1 } }, 48, 'already exists'],
    [{ collMod: 'c', index: { name: 'b', unique: true } }, 2, 'collMod of an index with unique'],
    [{ collMod: 'c', index: { name: 'b', frobnicate: true } }, 40415, 'collMod.index.frobnicate'],
    [{ collMod: 'c', index: { name: '_id_', hidden: 'yes' } }, 2, '_id index'],
    [{ collMod: 'c', viewOn: 'd' }, 72, 'viewOn'],
  ];

  test.each(refused)('%o', async (command, code, text) => {
    await expectRefusal(command, code, text);
  });
});

describe('indexes', () => {
  const cases: Refusal[] = [
    ...['text', '2d', '2dsphere', 'hashed'].map(
      (kind): Refusal => [{ key: { b: kind } }, 67, `a ${kind} index is not supported`],
    ),
    [{ key: { '$**': 1 } }, 67, 'a wildcard index is not supported'],
    [{ key: { b: 'geoHaystack' } }, 67, 'geoHaystack'],
    ...[
      'wildcardProjection',
      'weights',
      'default_language',
      'storageEngine',
      'clustered',
      'prepareUnique',
    ].map((option): Refusal => [{ [option]: {} }, 67, `the index option ${option}`]),
    [{ collation: { locale: 'de' } }, 67, 'an index with a collation'],
    [{ frobnicate: 1 }, 197, 'frobnicate'],
    [{ partialFilterExpression: { a: { $ne: 1 } } }, 67, 'unsupported expression in partial index'],
    [{ partialFilterExpression: 5 }, 14, 'partialFilterExpression'],
    [{ sparse: true, partialFilterExpression: { a: 1 } }, 67, 'cannot mix'],
    [{ key: { a: 1, b: 1 }, expireAfterSeconds: 5 }, 67, 'TTL'],
    [{ expireAfterSeconds: -5 }, 67, 'expireAfterSeconds'],
    [{ expireAfterSeconds: 'soon' }, 67, 'expireAfterSeconds'],
    [{ unique: 'yes' }, 14, 'unique'],
    [{ hidden: 'yes' }, 14, 'hidden'],
    [{ v: 1 }, 67, 'an index of version 1'],
  ];

  test.each(cases)('%o', async (spec, code, text) => {
    await expectRefusal(index(spec), code, text);
  });

  test('a quorum that one server cannot be', async () => {
    await expectRefusal({ ...index({}), commitQuorum: 3 }, 100, 'quorum');
  });
});

describe('commands', () => {
  const missing =
    'bulkWrite mapReduce validate compact reIndex convertToCapped cloneCollectionAsCapped planCacheClear dataSize ' +
    'profile currentOp killOp top fsync shutdown createUser usersInfo grantRolesToUser ' +
    'replSetInitiate shardCollection enableSharding createSearchIndexes analyze filemd5 frobnicate';

  test.each(missing.split(' '))('%s', async (name) => {
    await expectRefusal({ [name]: 'c' }, 59, `no such command: '${name}'`);
  });

  test.each<Refusal>([
    [{ replSetGetStatus: 1 }, 76, 'not running with --replSet'],
    [{ getParameter: 1, frobnicate: 1, $db: 'admin' }, 72, 'no option found to get'],
    [
      { setParameter: 1, frobnicate: 1, $db: 'admin' },
      72,
      'attempted to set unrecognized parameter [frobnicate]',
    ],
    [
      { setParameter: 1, ttlMonitorEnabled: false, $db: 'admin' },
      20,
      'not allowed to change [ttlMonitorEnabled]',
    ],
    [{ getLog: 'frobnicate', $db: 'admin' }, 96, 'No log named'],
    [{ killAllSessions: [{ user: 'u', db: 'd' }] }, 2, 'for some users is not supported'],
    [{ killAllSessionsByPattern: [{ uid: 'u' }] }, 2, 'with uid is not supported'],
    [{ killSessions: [{}] }, 40414, 'missing'],
  ])('%o', async (command, code, text) => {
    await expectRefusal(command, code, text);
  });

  test('failures on demand, where the server is not there for tests', async () => {
    await expectRefusal({ configureFailPoint: 'failCommand', mode: 'off' }, 59, 'configureFailPoint');
  });

  test('transactions', async () => {
    const lsid = { id: new Binary(4, Buffer.alloc(16)) };
    const command = { find: 'c', lsid, txnNumber: 1n, autocommit: false, startTransaction: true };
    await expectRefusal(command, 20, 'Transaction numbers');
    await expectRefusal({ commitTransaction: 1, lsid, txnNumber: 1n }, 20, 'Transaction numbers');
  });
});
