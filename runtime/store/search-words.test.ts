import { describe, expect, it } from 'vitest';
import { searchBeginnings, searchWords } from './search-words';

describe('words that tickets are found by', () => {
  it('are folded, each once, with addresses whole and in parts', () => {
    expect(searchWords(['Größe größe ÉTÉ', 'Ada <Ada.B@Example.org> a 42'], 50).toSorted()).toEqual(
      ['grosse', 'ete', 'ada.b@example.org', 'ada', 'example', 'org', '42'].toSorted(),
    );
    expect(searchWords(['one two three four'], 2)).toHaveLength(2);
  });

  it('are what is typed, whatever its form', () => {
    expect(searchBeginnings('  RE-2026/0815 (Straße) ')).toEqual(['re', '2026', '0815', 'strasse']);
    expect(searchBeginnings('<Ada.B@Example.org>,')).toEqual(['ada.b@example.org']);
    expect(searchBeginnings('... !')).toEqual([]);
  });

  it('are found by every way of writing them', () => {
    const words = searchWords(['Müller, Überweisung'], 10);
    for (const typed of ['müller', 'MULLER', 'überw']) {
      expect(searchBeginnings(typed).every((part) => words.some((word) => word.startsWith(part)))).toBe(true);
    }
  });
});
