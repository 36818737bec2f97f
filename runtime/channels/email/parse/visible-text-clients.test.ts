import { describe, expect, it } from 'vitest';
import answers from './fixtures/client-answers.json';
import { visibleTextOf, visibleTextOfHtml } from './visible-text';

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

// What mail programs put around an answer, in several languages: its name, what the customer wrote, the whole text.
describe('an answer written with', () => {
  it.each(answers)('$name ($kind) shows what was written now', ({ kind, wanted, input }) => {
    const { visible } = kind === 'html' ? visibleTextOfHtml(input) : visibleTextOf(input);
    expect(plain(visible)).toBe(plain(wanted));
  });
});
