import { describe, expect, it } from 'vitest';
import { chooseSentences } from './choose-sentences';
import { splitSentences } from './split-sentences';

const COMPLAINT = `Falsche Rechnung für Oktober

Sehr geehrte Damen und Herren,

gestern war ich beim Arzt und hatte endlich Zeit, meine Post zu lesen. Dabei fiel mir Ihre Rechnung
Nr. 2026-118 vom 3. Oktober auf. Die Rechnung nennt einen Verbrauch von 4.500 kWh, mein Zähler zeigt aber
nur 1.200 kWh, d. h. die Rechnung ist um 3.300 kWh zu hoch. Das Wetter war ja auch schön. Bitte prüfen
Sie die Rechnung und erstatten Sie mir den Unterschied. Meine Nachbarin sagt, ihr sei das auch schon passiert.

Mit freundlichen Grüßen
Erika Beispiel

Am 3.10.2026 schrieb Service:
> Ihre neue Rechnung liegt bereit.`;

describe('sentences', () => {
  it('are those the writer wrote, without greeting, signature and quote', () => {
    const { title, sentences } = splitSentences(COMPLAINT);
    expect(title).toBe('Falsche Rechnung für Oktober');
    expect(sentences).toHaveLength(6);
    expect(sentences[1]).toBe('Dabei fiel mir Ihre Rechnung Nr. 2026-118 vom 3. Oktober auf.');
    expect(sentences.at(-1)).toMatch(/^Meine Nachbarin/);
  });

  it.each([
    ['Hi, I need help. E.g. now!', ['I need help.', 'E.g. now!']],
    [
      'Please see Dr. Smith at 5 p.m. on St. James Street.',
      ['Please see Dr. Smith at 5 p.m. on St. James Street.'],
    ],
    ['- one thing\n- another thing', ['one thing', 'another thing']],
    ['Hello team,\nBest regards', ['Best regards']],
    ['', []],
  ])('of “%s”', (text, sentences) => {
    expect(splitSentences(text).sentences).toEqual(sentences);
  });
});

describe('a summary', () => {
  it('is made of what the message is about', () => {
    const summary = chooseSentences(COMPLAINT, 2);
    expect(summary).toBe(
      'Die Rechnung nennt einen Verbrauch von 4.500 kWh, mein Zähler zeigt aber nur 1.200 kWh, d. h. die Rechnung ist um ' +
        '3.300 kWh zu hoch. Bitte prüfen Sie die Rechnung und erstatten Sie mir den Unterschied.',
    );
  });

  it('says nothing twice', () => {
    const text =
      'I want to cancel my contract 4711. I really want to cancel my contract 4711 now. The flat is empty since May. It rained.';
    expect(chooseSentences(text, 2)).toBe('I want to cancel my contract 4711. The flat is empty since May.');
  });

  it('of a short message is the message', () => {
    expect(chooseSentences('Hello,\n\nwhere is my parcel?\n\nThanks in advance', 3)).toBe(
      'where is my parcel?',
    );
    expect(chooseSentences('Only a subject\n\n', 3)).toBe('Only a subject');
    expect(chooseSentences('', 3)).toBe('');
  });

  it('stays short, whatever is written', () => {
    expect(chooseSentences('word '.repeat(10_000), 1).length).toBeLessThan(330);
    expect(chooseSentences('Ein Satz. '.repeat(2000), 3)).toBe('Ein Satz.');
    expect(chooseSentences('?!. ... \n\n --- !!!', 2).length).toBeLessThan(20);
  });
});
