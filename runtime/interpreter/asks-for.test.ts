import { expect, it } from 'vitest';
import { asksFor } from './asks-for';

it.each<['stop' | 'human', string, boolean]>([
  ['stop', 'STOP', true],
  ['stop', 'Stopp!', true],
  ['stop', 'please do not stop my contract', false],
  ['human', 'Agent', true],
  ['human', 'Mitarbeiter!!!', true],
  ['human', 'a human please', true],
  ['human', 'I want to talk to a real person', true],
  ['human', 'Kann ich mit einem Mitarbeiter sprechen?', true],
  ['human', 'Bitte mit einem Menschen verbinden', true],
  ['human', 'Can I talk to someone?', true],
  ['human', 'Kann ich mit jemandem reden?', true],
  ['human', 'My human resources department', false],
  ['human', 'Anzahl: eine Person', false],
  ['human', 'Ich möchte jemanden anmelden', false],
  ['human', 'I want to speak to a person about the letter that you sent me in March', false],
  ['human', '', false],
])('%s: %j is %s', (on, text, expected) => {
  expect(asksFor({ on, node: 'n' }, text)).toBe(expected);
});

it('takes the words of the author instead where he named some', () => {
  const handler = { on: 'human' as const, node: 'n', words: ['Kundendienst', 'real person'] };
  expect(asksFor(handler, 'Den Kundendienst')).toBe(true);
  expect(asksFor(handler, 'a REAL person')).toBe(true);
  expect(asksFor(handler, 'Mitarbeiter')).toBe(false);
});
