import { expect, it } from 'vitest';
import { serializeClassifier } from './classifier-model';
import { ENGLISH_SHOP } from './example-categories';
import { trainClassifier } from './train-classifier';
import { trainElsewhere } from './train-elsewhere';

it('learns the same model in a process of its own', async () => {
  const categories = ENGLISH_SHOP.map(({ id, label, examples }) => ({ id, label: label ?? id, examples }));
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 1);
  const model = await trainElsewhere(categories);
  clearInterval(ticking);
  expect(serializeClassifier(model)).toBe(serializeClassifier(trainClassifier(categories)));
  // This process had time for other things.
  expect(turns).toBeGreaterThan(10);
});
