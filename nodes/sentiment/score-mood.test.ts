import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreMood } from './score-mood';

const THRESHOLD = 0.25;
const moodOf = (text: string, language: string) => {
  const score = scoreMood(text, language);
  return score >= THRESHOLD ? 'positive' : score <= -THRESHOLD ? 'negative' : 'neutral';
};

describe('the mood of German texts', () => {
  it.each([
    ['positive', 'Vielen Dank für die schnelle Hilfe, Sie haben mir sehr geholfen!'],
    ['positive', 'Ich bin rundum zufrieden mit Ihrem Service. Weiter so!'],
    [
      'positive',
      'Der Techniker war pünktlich und ausgesprochen freundlich, das hat mich wirklich begeistert.',
    ],
    ['positive', 'Kein Problem, alles bestens 👍'],
    ['positive', 'Anfangs gab es Probleme, aber Ihr Kollege war großartig und hat alles gelöst.'],
    [
      'neutral',
      'Sehr geehrte Damen und Herren, bitte senden Sie mir eine Kopie der Rechnung. Mit freundlichen Grüßen',
    ],
    ['neutral', 'Hiermit kündige ich meinen Vertrag zum 31.12.2026. Vielen Dank im Voraus.'],
    ['neutral', 'Mein Zählerstand beträgt 12345 kWh.'],
    ['neutral', 'Guten Tag, ich hätte gern Auskunft über Ihre Tarife. Liebe Grüße'],
    ['neutral', 'Wann haben Sie geöffnet?'],
    ['negative', 'Das ist eine Frechheit! Ich warte seit Wochen und bekomme keine Antwort.'],
    ['negative', 'Ich bin sehr enttäuscht von Ihrem Kundenservice.'],
    ['negative', 'Die App funktioniert immer noch nicht, und niemand hilft mir.'],
    ['negative', 'Schon wieder eine falsche Rechnung. Mir reicht es, ich gehe zum Anwalt.'],
    ['negative', 'Ich bin nicht zufrieden.'],
    ['negative', 'Der Service gefällt mir gar nicht, so schlecht wurde ich noch nie behandelt'],
    ['negative', 'Danke für nichts.'],
    ['negative', 'UNVERSCHÄMT!!! Nie wieder!'],
  ])('%s: %s', (mood, text) => {
    expect(moodOf(text, 'de')).toBe(mood);
  });
});

describe('the mood of English texts', () => {
  it.each([
    ['positive', 'Thank you so much, your colleague was extremely helpful.'],
    ['positive', 'Great service, I would recommend you to anyone.'],
    ['positive', 'Not bad at all, I am pleased.'],
    ['positive', 'It took a while, but in the end everything works perfectly. Brilliant!'],
    ['neutral', 'Please send me a copy of my invoice. Thanks in advance. Kind regards'],
    ['neutral', 'I would like to change my address.'],
    ['neutral', 'What are your opening hours?'],
    ['neutral', 'I want to cancel my contract at the end of the month. Best regards'],
    ['negative', 'This is unacceptable. I have been waiting for weeks and nobody answers.'],
    ['negative', 'Your app does not work, and I am really disappointed.'],
    ['negative', 'I am not happy with the repair.'],
    ['negative', 'It isn’t good enough, this is the third time I complain.'],
    ['negative', 'Worst company ever. Never again 😡'],
    ['negative', 'Thanks for nothing, what a waste of time!'],
  ])('%s: %s', (mood, text) => {
    expect(moodOf(text, 'en')).toBe(mood);
  });
});

describe('a score', () => {
  it('stays between -1 and 1 for any text', () => {
    expect(scoreMood('', 'en')).toBe(0);
    expect(scoreMood('!!! ??? …', 'en')).toBe(0);
    const furious = scoreMood('Katastrophe! '.repeat(5000), 'en');
    expect(furious).toBeGreaterThanOrEqual(-1);
    expect(furious).toBeLessThan(-0.95);
  });

  it('knows what is a word of the other language', () => {
    expect(scoreMood('Das Bad ist fast fertig.', 'de')).toBe(0);
    expect(scoreMood('A bad service.', 'en')).toBeLessThan(-0.25);
  });

  it('is a number for whatever is written', () => {
    const piece = fc.constantFrom(
      'nicht ',
      'gut ',
      'Danke ',
      '!!! ',
      'SEHR ',
      'kein Problem ',
      ', aber ',
      '\u{1F621}',
      '.\n',
      'x',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('de', 'en', 'fr'), (written, language) => {
        expect(Math.abs(scoreMood(written, language))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('grows with what makes words stronger', () => {
    const plainly = scoreMood('I am disappointed.', 'en');
    expect(scoreMood('I am very disappointed.', 'en')).toBeLessThan(plainly);
    expect(scoreMood('I am DISAPPOINTED!', 'en')).toBeLessThan(plainly);
    expect(scoreMood('I am slightly disappointed.', 'en')).toBeGreaterThan(plainly);
  });
});
