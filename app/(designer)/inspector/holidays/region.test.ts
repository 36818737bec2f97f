import { expect, test } from 'vitest';
import { splitRegion } from './region';

test.each([
  ['DE', { country: 'DE', state: null }],
  ['DE-BE', { country: 'DE', state: 'BE' }],
  ['DE-BY-A', { country: 'DE', state: 'BY-A' }],
])('%s', (region, parts) => {
  expect(splitRegion(region)).toEqual(parts);
});
