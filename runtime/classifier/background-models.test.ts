import { expect, it } from 'vitest';
import { createBackgroundModels } from './background-models';
import type { ClassifierModel } from './classifier-model';
import { trainClassifier } from './train-classifier';

type Categories = Parameters<ReturnType<typeof createBackgroundModels>['modelFor']>[1];

const categories = (extra: string): Categories => [
  { id: 'bill', label: 'Bill', examples: ['My bill is wrong.', extra] },
  { id: 'parcel', label: 'Parcel', examples: ['Where is my parcel?'] },
];

/** A training that ends when it is told to. */
function stopped() {
  const ends: (() => void)[] = [];
  const train = (asked: Categories) =>
    new Promise<ClassifierModel>((resolve) => {
      ends.push(() => resolve(trainClassifier(asked)));
    });
  return { ends, models: createBackgroundModels({ examplesOnTheSpot: 0, train }) };
}

it('answers with the old model while a new one is learnt', async () => {
  const { ends, models } = stopped();
  const first = models.modelFor('node', categories('I was charged twice.'));
  expect(first).toBeInstanceOf(Promise);
  ends[0]?.();
  const old = await first;
  expect(models.modelFor('node', categories('I was charged twice.'))).toBe(old);

  expect(models.modelFor('node', categories('The amount is not right.'))).toBe(old);
  expect(models.modelFor('node', categories('The amount is not right.'))).toBe(old);
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await models.idle();
  const renewed = models.modelFor('node', categories('The amount is not right.'));
  expect(renewed).not.toBe(old);
  expect(renewed).not.toBeInstanceOf(Promise);
});

it('gives nobody the model of another node', async () => {
  const { ends, models } = stopped();
  const first = models.modelFor('one', categories('I was charged twice.'));
  ends[0]?.();
  await first;
  expect(models.modelFor('other', categories('The amount is not right.'))).toBeInstanceOf(Promise);
});

it('learns here where no process can be had, and a few examples always', async () => {
  const train = () => Promise.reject(new Error('No process.'));
  const models = createBackgroundModels({ examplesOnTheSpot: 0, train });
  expect((await models.modelFor('node', categories('I was charged twice.'))).stored.labels).toEqual([
    'bill',
    'parcel',
  ]);
  expect(createBackgroundModels({ train }).modelFor('node', categories('x y'))).not.toBeInstanceOf(Promise);
});

it('forgets what has not been used for long', async () => {
  const models = createBackgroundModels({ kept: 2 });
  const old = models.modelFor('a', categories('one two'));
  for (const text of ['three four', 'five six']) models.modelFor('b', categories(text));
  expect(models.modelFor('a', categories('one two'))).not.toBe(old);
});
