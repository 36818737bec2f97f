import { expect, it } from 'vitest';
import { noteForFallback } from './fallback-note';

const timeout = { code: 'timeout', message: '' };
const noPlace = { code: 'noPlace', message: '' };
const named = { nodeTitle: 'Stock', flowName: 'Shop' };
const nameless = { nodeTitle: undefined, flowName: 'Shop' };

it.each([
  ['de', timeout, named, 'Der Flow kam bei „Stock“ nicht weiter.'],
  ['de', timeout, nameless, 'Der Flow „Shop“ kam nicht weiter.'],
  ['de', noPlace, nameless, 'Der Flow „Shop“ endete, ohne dem Ticket einen Platz zu geben.'],
  ['en', timeout, named, 'The flow could not go on at "Stock".'],
  ['en', timeout, nameless, 'The flow "Shop" could not go on.'],
  ['en', noPlace, named, 'The flow ended at "Stock" without giving the ticket a place.'],
])('tells in %s where it stopped, and never by an id', (language, failure, place, beginning) => {
  const note = noteForFallback(language, failure, place);
  expect(note.startsWith(beginning)).toBe(true);
  expect(note).toMatch(/Auffang-Warteschlange\.$|fallback queue\.$/);
});
