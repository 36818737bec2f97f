import { describe, expect, it } from 'vitest';
import { findConcepts } from './lexicon';
import { normaliseText, wordsOf } from './normalise-text';
import { splitMessage } from './split-message';
import { type Language, stemWord } from './stem-word';
import { guessLanguage } from './stop-words';

function conceptsIn(text: string, language: Language): string[] {
  const words = wordsOf(text);
  return findConcepts(
    words,
    words.map((word) => stemWord(word, language)),
    language,
  ).map(({ concept }) => concept);
}

describe('normaliseText', () => {
  it.each([
    ['Größe', 'groesse'],
    ['GROESSE', 'groesse'],
    ['café crème', 'cafe creme'],
    ["I can't", 'i can not'],
    ['i dont', 'i do not'],
    ['Wait—what?', 'wait what?'],
    ['', ''],
  ])('%j -> %j', (text, normal) => {
    expect(normaliseText(text)).toBe(normal);
  });

  it('keeps what a number, an amount or an address is, not its value', () => {
    expect(wordsOf('7:30')).toEqual(['#time']);
    expect(wordsOf('12,50 €')).toEqual(wordsOf('99.99 $'));
    expect(wordsOf('write to jo@example.org')).toEqual(['write', 'to', 'emailaddress']);
  });
});

describe('stemWord', () => {
  it.each([
    ['cards', 'card', 'en'],
    ['stopped', 'stopping', 'en'],
    ['moved', 'moving', 'en'],
    ['companies', 'company', 'en'],
    ['karten', 'karte', 'de'],
    ['abgebucht', 'abbucht', 'de'],
    ['abzubrechen', 'abbrechen', 'de'],
  ] as const)('brings %s and %s together (%s)', (one, other, language) => {
    expect(stemWord(one, language)).toBe(stemWord(other, language));
  });

  it.each([
    ['not', 'notes', 'en'],
    ['nach', 'nacht', 'de'],
    ['seine', 'seite', 'de'],
    ['schalte', 'schale', 'de'],
  ] as const)('keeps %s and %s apart (%s)', (one, other, language) => {
    expect(stemWord(one, language)).not.toBe(stemWord(other, language));
  });
});

describe('findConcepts', () => {
  it('reads phrases as a whole', () => {
    expect(conceptsIn("My payment didn't go through", 'en')).toEqual(
      expect.arrayContaining(['pay', 'failed']),
    );
  });

  it('reads the parts of a compound', () => {
    expect(conceptsIn('Kreditkartenabrechnung', 'de')).toEqual(expect.arrayContaining(['card', 'invoice']));
  });

  it('joins a separated verb at the end of the clause only', () => {
    expect(conceptsIn('Bitte schalte das Licht aus', 'de')).toContain('turn-off');
    expect(conceptsIn('Bitte brechen Sie die Bestellung ab', 'de')).toContain('cancel');
    expect(conceptsIn('Die Bestellung kommt aus Berlin', 'de')).not.toContain('turn-off');
  });
});

describe('guessLanguage', () => {
  it('counts the small words and falls back without any', () => {
    expect(guessLanguage(wordsOf('where is the bill'), 'de')).toBe('en');
    expect(guessLanguage(wordsOf('wo ist die Rechnung'), 'en')).toBe('de');
    expect(guessLanguage(wordsOf('Login'), 'de')).toBe('de');
  });
});

describe('splitMessage', () => {
  it('leaves a short text alone, even one with a greeting', () => {
    expect(splitMessage('Hallo, wo ist mein Paket?')).toEqual([
      { text: 'Hallo, wo ist mein Paket?', words: ['hallo', 'wo', 'ist', 'mein', 'paket', '?'], weight: 1 },
    ]);
  });

  it('drops greeting, sign-off, quotes and what follows them', () => {
    const text = [
      'Dear Sir or Madam,',
      'the lamp that I ordered three weeks ago in your shop arrived with a broken foot and a scratch.',
      'Please tell me how I can send it back to you and whether you pay the postage for the parcel.',
      'Kind regards',
      'A. Example',
      'On Monday the shop wrote:',
      '> your parcel is on its way',
    ].join('\n');
    const parts = splitMessage(text).map((part) => part.text);
    expect(parts).toHaveLength(3);
    expect(parts.join(' ')).not.toMatch(/Madam|regards|Example|on its way/);
  });
});
