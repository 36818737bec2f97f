import { describe, expect, it } from 'vitest';
import { type AnswerKind, readAnswer } from './read-answer';
import { sampleFacts } from './sample-facts';

const options = [
  { value: 'bill', label: { en: 'My bill', de: 'Meine Rechnung' } },
  { value: 'move', label: { en: 'I am moving', de: 'Ich ziehe um' } },
];
const read = (kind: AnswerKind, text: string, more: object = {}) => {
  const { message } = sampleFacts({ message: { text, ...more } }, Date.UTC(2026, 10, 19, 23, 30));
  return message ? readAnswer(kind, message, options, 'Europe/Berlin') : null;
};

describe('answers of customers', () => {
  it.each<[AnswerKind, string, unknown]>([
    ['text', '  Hello ', 'Hello'],
    ['text', ' ', null],
    ['number', 'Zählerstand: 12.345,6', 12345.6],
    ['number', '1,234.5 kWh', 1234.5],
    ['number', '12.345', 12345],
    ['number', '3,5', 3.5],
    ['number', '-7', -7],
    ['number', '1 or 2', null],
    ['number', '12 345 kWh', 12345],
    ['number', 'Reading: 77.', 77],
    ['number', 'between 3 and 5', null],
    ['number', 'none', null],
    ['date', 'am 3.2.2026', '2026-02-03'],
    ['date', '2026-11-20', '2026-11-20'],
    ['date', '20/11/26', '2026-11-20'],
    ['date', '31.02.2026', null],
    ['date', '24. Dezember 2026', '2026-12-24'],
    ['date', 'December 24, 2026', '2026-12-24'],
    ['date', '12/24/2026', '2026-12-24'],
    ['date', 'am 24.12. bitte', '2026-12-24'],
    ['date', 'Am 3. Januar', '2027-01-03'],
    ['date', 'tomorrow', '2026-11-21'],
    ['date', 'Morgen!', '2026-11-21'],
    ['date', 'heute, also am 20.11.2026', '2026-11-20'],
    ['date', 'morgens', null],
    ['date', 'am 3.12. oder am 4.12.', null],
    ['email', 'It is Eva@Example.org.', 'eva@example.org'],
    ['email', 'eva at example', null],
    ['choice', '2', 'move'],
    ['choice', '1.', 'bill'],
    ['choice', 'MEINE RECHNUNG\n\nGrüße', 'bill'],
    ['choice', 'It is about my bill, please', 'bill'],
    ['choice', 'my bill, and i am moving', null],
    ['choice', 'something else', null],
    ['yesNo', 'Ja, gern', true],
    ['yesNo', 'no thanks', false],
    ['yesNo', 'perhaps', null],
    ['yesNo', 'Klar', true],
    ['yesNo', '👍', true],
    ['yesNo', 'Natürlich, machen Sie das', true],
    ['yesNo', 'Auf keinen Fall', false],
    ['yesNo', 'nö', false],
    ['yesNo', 'Passt nicht', false],
    ['yesNo', 'Das stimmt leider gar nicht', null],
    ['yesNo', 'Stimmt leider nicht', false],
    ['yesNo', 'Ja, das ist nicht schlimm', true],
    ['yesNo', 'Jammerschade', null],
    ['file', 'here', null],
  ])('%s: %s', (kind, text, expected) => {
    expect(read(kind, text)).toEqual(expected);
  });

  it('takes a date from a customer whose time zone nobody knows', () => {
    const { message } = sampleFacts({ message: { text: 'today' } }, Date.UTC(2026, 10, 19, 23, 30));
    expect(message && readAnswer('date', message, [], 'Mars/Olympus')).toBe('2026-11-19');
  });

  it('takes the value of a quick reply', () => {
    expect(read('choice', 'x', { choice: 'move' })).toBe('move');
    expect(read('yesNo', '', { choice: false })).toBe(false);
  });

  it('takes files', () => {
    expect(read('file', '', { attachments: [{ name: 'a.pdf', type: 'application/pdf', size: 1 }] })).toEqual([
      'a.pdf',
    ]);
  });
});
