import { expect, test } from 'vitest';
import { editorContent, matchingReplies, slashQuery } from './canned-reply-text';

test.each([
  ['/', ''],
  ['Hello /gre', 'gre'],
  ['/Grüße-2', 'Grüße-2'],
  ['and/or', null],
  ['https://', null],
  ['/greeting done', null],
])('after %j the list is asked for %j', (before, query) => {
  expect(slashQuery(before)).toBe(query);
});

test('shortcuts that begin with the query come first, then names with it, then texts', () => {
  const reply = (shortcut: string, title: string, text = '') => ({ shortcut, title, text });
  const replies = [
    reply('bye', 'A greeting at the end'),
    reply('greet', 'Start'),
    reply('sla', 'Promise', 'We answer until Tuesday. Greetings'),
  ];
  const found = (query: string) => matchingReplies(replies, query).map(({ shortcut }) => shortcut);
  expect(found('GREET')).toEqual(['greet', 'bye', 'sla']);
  expect(found('tuesday')).toEqual(['sla']);
  expect(found('')).toEqual(['bye', 'greet', 'sla']);
  expect(found('nothing')).toEqual([]);
});

test('one paragraph stays within the line, more become paragraphs', () => {
  expect(editorContent('Hello\r\nyou')).toEqual([
    { type: 'text', text: 'Hello' },
    { type: 'hardBreak' },
    { type: 'text', text: 'you' },
  ]);
  expect(editorContent('One\n\n\nTwo')).toEqual([
    { type: 'paragraph', content: [{ type: 'text', text: 'One' }] },
    { type: 'paragraph', content: [{ type: 'text', text: 'Two' }] },
  ]);
});
