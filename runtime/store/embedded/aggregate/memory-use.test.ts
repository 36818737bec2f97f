import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InProcessServer, openInProcess } from '../proof/in-process';

let server: InProcessServer;

/** 130 documents of a megabyte: more than a stage may hold without the disk. */
beforeAll(async () => {
  server = openInProcess();
  const text = 'x'.repeat(1024 * 1024);
  for (let _id = 0; _id < 130; _id += 10) {
    const documents = Array.from({ length: 10 }, (_, at) => ({
      _id: _id + at,
      n: -at,
      text: `${_id + at}${text}`,
    }));
    await server.run({ insert: 'c', documents });
  }
});

afterAll(() => server.close());

const few = { $project: { n: 1 } };
const cases = [
  { name: '$sort behind a stage', pipeline: [{ $set: { more: 1 } }, { $sort: { n: 1 } }, few] },
  { name: '$group by a long key', pipeline: [{ $group: { _id: '$text', n: { $sum: 1 } } }, few] },
  {
    name: '$bucket with a list',
    pipeline: [
      {
        $bucket: {
          groupBy: '$n',
          boundaries: [-9, -4, 1],
          output: { all: { $firstN: { n: 1000, input: '$text' } } },
        },
      },
      few,
    ],
  },
  {
    name: '$group that keeps whole documents',
    pipeline: [{ $group: { _id: '$_id', n: { $last: '$$ROOT' } } }, { $project: { _id: 1 } }],
  },
  { name: '$facet', pipeline: [{ $facet: { all: [few] } }] },
];

test.each(cases)('$name is refused without the disk and done with it', async ({ pipeline }) => {
  const command = { aggregate: 'c', pipeline, cursor: {} };
  expect((await server.run({ ...command, allowDiskUse: false })).get('codeName')).toBe(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
  );
  expect((await server.run(command)).get('ok')).toBe(1);
});

test.each(['$push', '$addToSet'])('%s ends at its own limit, whatever the disk allows', async (operator) => {
  const pipeline = [{ $group: { _id: null, all: { [operator]: '$text' } } }, few];
  const reply = await server.run({ aggregate: 'c', pipeline, cursor: {} });
  expect(reply.get('codeName')).toBe('ExceededMemoryLimit');
  expect(reply.get('errmsg')).toContain(operator);
});

test('a document that no message could carry is refused', async () => {
  const pipeline = [{ $limit: 20 }, { $group: { _id: null, all: { $push: '$text' } } }];
  const reply = await server.run({ aggregate: 'c', pipeline, cursor: {} });
  expect(reply.get('codeName')).toBe('BSONObjectTooLarge');
});
