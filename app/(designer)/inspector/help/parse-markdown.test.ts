import { expect, test } from 'vitest';
import { parseMarkdown } from './parse-markdown';

const text = (value: string) => ({ type: 'text', text: value });

test('headings, paragraphs and lists', () => {
  expect(
    parseMarkdown('# Title\nOne line\nand its end.\n\n- a\n- b\n  goes on\n\n1. first\n2. second'),
  ).toEqual([
    { type: 'heading', level: 1, children: [text('Title')] },
    { type: 'paragraph', children: [text('One line and its end.')] },
    { type: 'list', ordered: false, items: [[text('a')], [text('b goes on')]] },
    { type: 'list', ordered: true, items: [[text('first')], [text('second')]] },
  ]);
});

test('words with weight, code and links', () => {
  expect(parseMarkdown('Use `vars.a` in **the *whole* flow**, see [docs](https://example.org/a).')).toEqual([
    {
      type: 'paragraph',
      children: [
        text('Use '),
        { type: 'code', text: 'vars.a' },
        text(' in '),
        {
          type: 'strong',
          children: [text('the '), { type: 'emphasis', children: [text('whole')] }, text(' flow')],
        },
        text(', see '),
        { type: 'link', href: 'https://example.org/a', children: [text('docs')] },
        text('.'),
      ],
    },
  ]);
});

test('code and tables', () => {
  expect(
    parseMarkdown('```\na **b**\n```\n\n| Port | When |\n| --- | --- |\n| open | within hours |'),
  ).toEqual([
    { type: 'code', text: 'a **b**' },
    {
      type: 'table',
      head: [[text('Port')], [text('When')]],
      rows: [[[text('open')], [text('within hours')]]],
    },
  ]);
});

test('neither HTML nor links that run code come out', () => {
  expect(parseMarkdown('<img src=x onerror=alert(1)> [a](javascript:alert(1))')).toEqual([
    {
      type: 'paragraph',
      children: [text('<img src=x onerror=alert(1)> '), text('[a](javascript:alert(1)'), text(')')],
    },
  ]);
});

test('an open fence ends with the text', () => {
  expect(parseMarkdown('```\na')).toEqual([{ type: 'code', text: 'a' }]);
  expect(parseMarkdown('')).toEqual([]);
});
