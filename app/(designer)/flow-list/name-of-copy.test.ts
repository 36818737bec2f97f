import { expect, it } from 'vitest';
import { nameOfCopy } from './name-of-copy';

it('calls a copy so that its name can be stored, however long the first one is', () => {
  const copyOf = (name: string) => `${name} (Kopie)`;
  expect(nameOfCopy('Service', copyOf)).toBe('Service (Kopie)');
  const long = nameOfCopy('Anfragen zu Abschlägen '.repeat(6).slice(0, 118), copyOf);
  expect(long.length).toBeLessThanOrEqual(120);
  expect(long).toMatch(/^Anfragen zu Abschlägen .*… \(Kopie\)$/);
});
