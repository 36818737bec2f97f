import { expect, test } from 'vitest';
import { toDocument, toTemplate } from './template-content';

test('a template becomes paragraphs with chips', () => {
  expect(toDocument('Hello {{customer.name|you}},\n\nbye')).toEqual({
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Hello ' },
          { type: 'place', attrs: { path: 'customer.name', fallback: 'you' } },
          { type: 'text', text: ',' },
        ],
      },
      { type: 'paragraph' },
      { type: 'paragraph', content: [{ type: 'text', text: 'bye' }] },
    ],
  });
});

test.each([
  '',
  'plain',
  'Hello {{customer.name|you}},\n\nyour {{ticket.number}}\n',
  '{{a}}{{b}}',
  'left {{ open',
  ' spaces  kept ',
])('%j comes back as it was', (template) => {
  expect(toTemplate(toDocument(template))).toBe(template);
});

test('a line break within a paragraph is a line', () => {
  const content = [{ type: 'text', text: 'a' }, { type: 'hardBreak' }, { type: 'text', text: 'b' }];
  expect(toTemplate({ type: 'doc', content: [{ type: 'paragraph', content }] })).toBe('a\nb');
});
