import { describe, expect, it } from 'vitest';
import { parseRichText, renderRichText, writeRichText } from './rich-text';

const fill = (template: string) => template.replaceAll('{{customer.name}}', '<b>*Eva* & Co</b>');

describe('rich text', () => {
  it.each([
    'Guten Tag,\n\nwir haben **Ihre Nachricht** erhalten.',
    '- eins\n- **zwei** und *drei*\n\n1. erst\n2. dann [mehr](https://example.com/a?b={{ticket.number}})',
    'Nur Text mit 5 * 3 und einem Stern* am Ende',
    '[**wichtig**](https://example.com) {{vars.x|a*b*c}}',
  ])('reads what it writes: %j', (template) => {
    expect(writeRichText(parseRichText(template))).toBe(template);
  });

  it('leaves a text without marks as it always was', () => {
    const template = 'Hallo {{customer.name}},\n* 5 * 3 = 15 *\nBis bald';
    expect(renderRichText(template, fill)).toEqual({ text: fill(template) });
  });

  it('sends words and looks, and escapes what customers have written', () => {
    const { text, html } = renderRichText(
      'Hallo **{{customer.name}}**,\nbitte:\n- [hier](https://example.com/?a=1&b=2)\n- *dort*',
      fill,
    );
    expect(text).toBe('Hallo <b>*Eva* & Co</b>,\nbitte:\n- hier (https://example.com/?a=1&b=2)\n- dort');
    expect(html).toBe(
      '<p>Hallo <strong>&lt;b&gt;*Eva* &amp; Co&lt;/b&gt;</strong>,<br>bitte:</p>\n' +
        '<ul><li><a href="https://example.com/?a=1&amp;b=2">hier</a></li><li><em>dort</em></li></ul>',
    );
  });

  it('makes no link of what is none', () => {
    expect(renderRichText('[x](javascript:alert(1))', fill)).toEqual({ text: '[x](javascript:alert(1))' });
  });
});
