import { describe, expect, it } from 'vitest';
import { LetterGroups } from './letter-groups';

function learnt(...words: string[]) {
  const groups = new LetterGroups();
  let features = 0;
  const nextFeature = () => {
    features += 1;
    return features - 1;
  };
  return { groups, numbers: groups.learn(words, nextFeature) };
}

/** What was found of a text: the feature (null: no example has it), weight and count of each group. */
function read(groups: LetterGroups, words: string[], weights = words.map(() => 1)) {
  const { size, ...found } = groups.read(words, weights);
  return Array.from({ length: size }, (_, at) => ({
    feature: groups.featureOf(found.groups[at] ?? -1) ?? null,
    weight: found.weights[at],
    place: found.places[at],
    count: found.counts[at],
  }));
}

describe('LetterGroups', () => {
  it('cuts words with their edges into groups of three to five letters', () => {
    // " bill ": 4 of three letters, 3 of four, 2 of five.
    expect(learnt('bill').numbers).toHaveLength(9);
    expect(learnt('bill', 'bill').numbers).toHaveLength(9);
  });

  it('counts what comes again, with the weight and place of the first', () => {
    const { groups } = learnt('bill');
    expect(read(groups, ['bill', 'bill'], [1, 0.5])).toEqual(
      Array.from({ length: 9 }, (_, feature) => ({ feature, weight: 1, place: 0, count: 2 })),
    );
    expect(new Set(read(groups, ['bill']).map(({ count }) => count))).toEqual(new Set([1]));
  });

  it('tells a foreign group from a known one', () => {
    const { groups } = learnt('bill');
    const features = read(groups, ['xyz', 'bill']).map(({ feature }) => feature);
    expect(features.slice(0, 6)).toEqual([null, null, null, null, null, null]);
    expect(features.slice(6)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('reads a text the same after thousands of foreign words', () => {
    const { groups } = learnt('bill', 'invoice');
    const text = ['invoice', 'unpaid', 'bill', 'unpaid'];
    const before = read(groups, text);
    for (let count = 0; count < 12_000; count += 1)
      groups.read([`w${count.toString(36)}q${(count * 7919).toString(36)}`], [1]);
    expect(read(groups, text)).toEqual(before);
  });
});
