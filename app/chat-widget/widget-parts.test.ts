import { expect, it } from 'vitest';
import { readableOn } from './readable-on';
import { ownWords, wordsOf } from './words';
import { fileSize } from './written-text';

it.each([
  ['#ffffff', '#111111'],
  ['#000000', '#ffffff'],
  ['#1d6f72', '#ffffff'],
  ['#ffd200', '#111111'],
  ['#9c2f5b', '#ffffff'],
])('on %s one reads %s', (color, text) => {
  expect(readableOn(color)).toBe(text);
});

it('shows the operator’s words in the reader’s language, else in the other', () => {
  expect(ownWords({ de: 'Hallo', en: 'Hello' }, 'en')).toBe('Hello');
  expect(ownWords({ de: 'Hallo' }, 'en')).toBe('Hallo');
  expect(ownWords({ de: 'Hallo', en: ' ' }, 'en')).toBe('');
  expect(ownWords({}, 'de')).toBe('');
});

it('speaks both languages about every refusal', () => {
  expect(Object.keys(wordsOf('de').refusals).sort()).toEqual(Object.keys(wordsOf('en').refusals).sort());
  const english = Object.entries(wordsOf('en'));
  for (const [name, text] of Object.entries(wordsOf('de')))
    if (typeof text === 'string' && !['title', 'name'].includes(name))
      expect(text, name).not.toBe(english.find(([key]) => key === name)?.[1]);
});

it.each([
  [500, '1 kB'],
  [12_400, '12 kB'],
  [2_500_000, '2.5 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(fileSize(bytes, 'en')).toBe(text);
});
