import { expect, test } from 'vitest';
import { chooseLanguage } from './language';

test.each([
  ['en', 'de', 'en'],
  ['fr', 'en-GB,en;q=0.9', 'en'],
  [undefined, 'fr-FR, en;q=0.3, de;q=0.8', 'de'],
  [undefined, 'fr, de;q=0, en;q=0.1', 'en'],
  [undefined, 'DE-AT', 'de'],
  [undefined, '*', 'de'],
  [undefined, null, 'de'],
])('cookie %s and browser %s read %s', (cookie, header, expected) => {
  expect(chooseLanguage(cookie, header)).toBe(expected);
});
