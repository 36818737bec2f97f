import { expect, test } from 'vitest';
import { errorSpot } from './error-spot';

test('marks the character an expression broke at', () => {
  expect(errorSpot('vars.amount > > 3', 15)).toEqual({
    line: 1,
    column: 15,
    before: 'vars.amount > ',
    marked: '>',
    after: ' 3',
  });
});

test('counts lines', () => {
  expect(errorSpot('a\nb ? c\nd', 5)).toEqual({ line: 2, column: 3, before: 'b ', marked: '?', after: ' c' });
});

test('a position beyond the end marks the last character', () => {
  expect(errorSpot('a +', 99)).toMatchObject({ column: 3, marked: '+', after: '' });
  expect(errorSpot('', 0)).toMatchObject({ line: 1, column: 1, marked: '' });
});
