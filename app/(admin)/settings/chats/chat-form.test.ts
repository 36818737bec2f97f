import { expect, it } from 'vitest';
import { formOf, inputOf, siteOf } from './chat-form';

it.each([
  ['https://www.example.com', 'https://www.example.com'],
  ['www.Example.com/shop/?a=1', 'https://www.example.com'],
  ['http://localhost:8080/', 'http://localhost:8080'],
  ['*.example.com', 'https://*.example.com'],
  ['not a site', null],
  ['', null],
])('reads %s as the site %s', (typed, site) => {
  expect(siteOf(typed)).toBe(site);
});

it('leaves empty words away', () => {
  const form = formOf(null, 'en', { de: 'Hallo', en: '' });
  const { settings } = inputOf({ ...form, name: 'Web' });
  expect([settings.greeting, settings.consent]).toEqual([{ de: 'Hallo' }, {}]);
});
