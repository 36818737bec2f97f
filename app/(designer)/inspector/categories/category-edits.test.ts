import { expect, test } from 'vitest';
import { fromExamples, newCategory, readCategories, toExamples } from './category-edits';

test('an id is made of the name and never taken twice', () => {
  const first = newCategory([], 'Kündigung & Größe');
  expect(first.id).toBe('kuendigung-groesse');
  expect(newCategory([first], 'Kündigung, Größe').id).toBe('kuendigung-groesse-2');
  expect(newCategory([], '…').id).toBe('category');
  expect(newCategory([], 'Unsure').id).toBe('unsure-2');
});

test('sentences are typed one a line', () => {
  expect(toExamples(' I want to cancel \n\n\nPlease end it\n')).toEqual([
    'I want to cancel',
    'Please end it',
  ]);
  expect(fromExamples(['a\nb', 'c'])).toBe('a b\nc');
});

test('half-done configs are read as far as they go', () => {
  expect(readCategories([{ id: 'a' }])).toEqual([{ id: 'a', name: '', description: '', examples: [] }]);
  expect(readCategories([{ id: 'a', color: 'red' }])[0]).toHaveProperty('color', 'red');
  expect(readCategories('none')).toEqual([]);
});
