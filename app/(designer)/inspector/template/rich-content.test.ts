import { expect, test } from 'vitest';
import { toRichDocument, toRichTemplate } from './rich-content';

test('marks and lists become what the editor draws', () => {
  expect(toRichDocument('**Hallo {{customer.name}}**\n- eins\n- [zwei](https://example.com)')).toEqual({
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Hallo ', marks: [{ type: 'bold' }] },
          { type: 'place', attrs: { path: 'customer.name', fallback: '' }, marks: [{ type: 'bold' }] },
        ],
      },
      {
        type: 'bulletList',
        content: [
          { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'eins' }] }] },
          {
            type: 'listItem',
            content: [
              {
                type: 'paragraph',
                content: [
                  {
                    type: 'text',
                    text: 'zwei',
                    marks: [{ type: 'link', attrs: { href: 'https://example.com' } }],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
});

test.each([
  '',
  'plain\n\nlines\n',
  'Hello **{{customer.name|you}}**, *bye*',
  '- one\n- **two**\n\n1. first\n2. second\nafter',
  'see [**here**](https://example.com/{{ticket.number}})',
])('%j comes back as it was', (template) => {
  expect(toRichTemplate(toRichDocument(template))).toBe(template);
});
