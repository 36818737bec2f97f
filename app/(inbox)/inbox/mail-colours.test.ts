import { expect, it } from 'vitest';
import { isPaper, onDark } from './mail-colours';

it.each([
  ['', true],
  ['transparent', true],
  ['white', true],
  ['#FFF', true],
  ['rgb(255, 255, 255)', true],
  ['rgba(0, 0, 0, 0)', true],
  ['#fdfdfd', true],
  ['#eeeeee', false],
  ['yellow', false],
  ['rgb(0, 51, 102)', false],
])('the background "%s" is paper: %s', (background, paper) => {
  expect(isPaper(background)).toBe(paper);
});

it.each([
  ['black', null],
  ['windowtext', null],
  ['#000000', null],
  ['rgb(51, 51, 51)', null],
  ['#eee', null],
  ['no-colour', null],
  ['#1F497D', 'hsl(213 60% 72%)'],
  ['red', 'hsl(0 100% 72%)'],
  ['rgb(204, 255, 204)', 'hsl(120 100% 90%)'],
])('text in %s is %s on a dark page', (colour, shown) => {
  expect(onDark(colour)).toBe(shown);
});
