import { describe, expect, it } from 'vitest';
import { sampleRegistry, sampleWords } from '../model/sample-nodes';
import { paletteSections } from './node-types';

const found = (search: string) =>
  paletteSections(sampleRegistry, sampleWords, search).map(({ category, types }) => [
    category,
    ...types.map(({ type }) => type),
  ]);

describe('paletteSections', () => {
  it('lists every type under its category, by title', () => {
    expect(found('')).toEqual([
      ['start', 'begin'],
      ['decide', 'fork'],
      ['do', 'act', 'stop'],
    ]);
  });

  it('puts the type that is meant first, whatever its category', () => {
    // "Begin" and "Stop" have it in their descriptions, "it" begins no title.
    expect(found('stop')[0]).toEqual(['do', 'stop']);
    expect(found('it')).toEqual([
      ['start', 'begin'],
      ['do', 'stop'],
    ]);
    expect(found('chooses way')).toEqual([['decide', 'fork']]);
    expect(found('nothing like it')).toEqual([]);
  });
});
