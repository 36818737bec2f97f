import { CONCEPT_FAMILIES } from './concept-families';
import { EVERYDAY_CONCEPTS } from './concepts-everyday';
import { GENERAL_CONCEPTS } from './concepts-general';
import { MONEY_CONCEPTS } from './concepts-money';
import { SERVICE_CONCEPTS } from './concepts-service';
import { wordsOf } from './normalise-text';
import { type Language, SEPARABLE_PREFIXES, stemWord } from './stem-word';
import { isStopWord } from './stop-words';

/** One place in a text where the lexicon knows what is meant. */
export interface ConceptHit {
  concept: string;
  /** Index of the first word and how many words the phrase spans. */
  at: number;
  length: number;
  /** 1 for a word or phrase as listed, less for a part of a compound. */
  weight: number;
}

/**
 * Finds the concepts that a text speaks of. `words` are normalised words and `stems` their stems in `language`.
 * Long German compounds are looked up by their first and last part ("Kreditkartenabrechnung": card, bill).
 */
export function findConcepts(
  words: readonly string[],
  stems: readonly string[],
  language: Language,
): ConceptHit[] {
  const hits: ConceptHit[] = [];
  for (let at = 0; at < words.length; at += 1) {
    let known = false;
    const longest = startsPhrase(words[at] ?? '', stems[at] ?? '', language) ? LONGEST_PHRASE : 1;
    for (let length = Math.min(longest, words.length - at); length >= 1; length -= 1) {
      const concepts = lookUp(words, stems, at, length, language);
      for (const concept of concepts) hits.push({ concept, at, length, weight: 1 });
      if (concepts.length > 0) known = true;
    }
    if (!known && language === 'de') hits.push(...compoundHits(words[at] ?? '', at));
  }
  if (language === 'de') hits.push(...separatedVerbHits(words, stems));
  return hits;
}

/** The concepts listed for exactly this normalised word, in either language. */
export function conceptsOfWord(word: string): readonly string[] {
  return LEXICON.de.asListed.get(word) ?? LEXICON.en.asListed.get(word) ?? [];
}

/** Whether a concept is a value (a weekday, an hour) that fills all kinds of requests rather than telling them apart. */
export function isFillingConcept(concept: string): boolean {
  return FILLING_CONCEPTS.has(concept);
}

const FILLING_CONCEPTS: ReadonlySet<string> = new Set(['hour', 'daytime', 'weekday-name', 'month-name']);

/** The families a concept belongs to; most concepts have one, some none. */
export function familiesOf(concept: string): readonly string[] {
  return FAMILIES.get(concept) ?? [];
}

const LONGEST_PHRASE = 4;
const COMPOUND_WEIGHT = 0.7;
const SHORTEST_PART = 4;

interface ConceptIndex {
  asListed: ReadonlyMap<string, readonly string[]>;
  byStem: ReadonlyMap<string, readonly string[]>;
  /** First words, and first stems, of phrases of several words: no other place needs a look for one. */
  phraseStarts: ReadonlySet<string>;
}

const LEXICON: Readonly<Record<Language, ConceptIndex>> = buildLexicon([
  GENERAL_CONCEPTS,
  MONEY_CONCEPTS,
  SERVICE_CONCEPTS,
  EVERYDAY_CONCEPTS,
]);

const FAMILIES: ReadonlyMap<string, readonly string[]> = buildFamilies();

function buildFamilies(): Map<string, string[]> {
  const families = new Map<string, string[]>();
  for (const line of CONCEPT_FAMILIES.split('\n')) {
    const [family, members] = line.split(' = ');
    if (family === undefined || members === undefined) continue;
    for (const member of members.split(', ')) {
      const known = families.get(member);
      if (known === undefined) families.set(member, [family]);
      else known.push(family);
    }
  }
  return families;
}

function buildLexicon(sources: readonly string[]): Record<Language, ConceptIndex> {
  const english: GrowingIndex = { asListed: new Map(), byStem: new Map(), phraseStarts: new Set() };
  const german: GrowingIndex = { asListed: new Map(), byStem: new Map(), phraseStarts: new Set() };
  for (const line of sources.join('\n').split('\n')) {
    const [name, words] = line.split(' = ');
    if (name === undefined || words === undefined) continue;
    const [inEnglish = '', inGerman = ''] = words.split(' / ');
    addPhrases(english, name, inEnglish, 'en');
    addPhrases(german, name, inGerman, 'de');
  }
  return { en: english, de: german };
}

interface GrowingIndex {
  asListed: Map<string, string[]>;
  byStem: Map<string, string[]>;
  phraseStarts: Set<string>;
}

function addPhrases(index: GrowingIndex, concept: string, phrases: string, language: Language): void {
  for (const phrase of phrases.split(',')) {
    const words = wordsOf(phrase);
    if (words.length === 0) continue;
    const stems = words.map((word) => stemWord(word, language));
    addConcept(index.asListed, words.join(' '), concept);
    addConcept(index.byStem, stems.join(' '), concept);
    if (words.length > 1) index.phraseStarts.add(words[0] ?? '').add(stems[0] ?? '');
  }
}

function addConcept(index: Map<string, string[]>, key: string, concept: string): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [concept]);
  else if (!known.includes(concept)) known.push(concept);
}

function startsPhrase(word: string, stem: string, language: Language): boolean {
  const { phraseStarts } = LEXICON[language];
  return phraseStarts.has(word) || phraseStarts.has(stem);
}

/** A word as it is listed goes before its stem, so that near homonyms ("schalte", "Schal") stay apart. */
function lookUp(
  words: readonly string[],
  stems: readonly string[],
  at: number,
  length: number,
  language: Language,
): readonly string[] {
  const { asListed, byStem } = LEXICON[language];
  const listed = asListed.get(length === 1 ? (words[at] ?? '') : words.slice(at, at + length).join(' '));
  if (listed !== undefined) return listed;
  if (length === 1 && isStopWord(words[at] ?? '')) return [];
  return byStem.get(length === 1 ? (stems[at] ?? '') : stems.slice(at, at + length).join(' ')) ?? [];
}

/** "Ich melde mich ab": the prefix at the end of a clause belongs to the verb before it, and together they mean something else. */
function separatedVerbHits(words: readonly string[], stems: readonly string[]): ConceptHit[] {
  const hits: ConceptHit[] = [];
  for (let end = 1; end < words.length; end += 1) {
    const prefix = words[end] ?? '';
    if (!SEPARABLE_PREFIXES.has(prefix) || !endsClause(words[end + 1])) continue;
    for (let at = Math.max(0, end - FARTHEST_VERB); at < end; at += 1) {
      const verb = IRREGULAR_STEMS[stems[at] ?? ''] ?? stems[at] ?? '';
      for (const concept of LEXICON.de.byStem.get(`${prefix}${verb}`) ?? []) {
        hits.push({ concept, at, length: 1, weight: 1 });
      }
    }
  }
  return hits;
}

/** Most of these prefixes are prepositions as well; only where nothing follows that they could govern are they verb parts. */
function endsClause(following: string | undefined): boolean {
  return following === undefined || CLAUSE_STARTS.has(following);
}

const CLAUSE_STARTS: ReadonlySet<string> = new Set(
  '? und oder aber denn weil wenn dass damit danke bitte vielen ich wir viele mfg mit'.split(' '),
);
const FARTHEST_VERB = 12;
const IRREGULAR_STEMS: Readonly<Record<string, string>> = {
  brich: 'brech',
  brach: 'brech',
  gib: 'geb',
  nimm: 'nehm',
  laeuf: 'lauf',
  haelt: 'halt',
};

/** Tries every cut of a long word; the longest known beginning and the longest known end are its parts. */
function compoundHits(word: string, at: number): ConceptHit[] {
  if (word.length < SHORTEST_PART * 2 || !/^[a-z]+$/.test(word)) return [];
  const parts: ConceptHit[] = [];
  for (const [first, last] of [
    [true, false],
    [false, true],
  ]) {
    const concepts = longestPart(word, first === true && last === false);
    for (const concept of concepts) parts.push({ concept, at, length: 1, weight: COMPOUND_WEIGHT });
  }
  return parts;
}

function longestPart(word: string, fromStart: boolean): readonly string[] {
  for (let length = word.length - SHORTEST_PART + 1; length >= SHORTEST_PART; length -= 1) {
    const part = fromStart ? word.slice(0, length) : word.slice(word.length - length);
    const concepts = LEXICON.de.asListed.get(part) ?? LEXICON.de.asListed.get(withoutLink(part, fromStart));
    if (concepts !== undefined) return concepts;
  }
  return [];
}

/** German joins words with -s-, -n- or -en-, or drops an -e: "Rechnungs-", "Karten-". */
function withoutLink(part: string, fromStart: boolean): string {
  return fromStart && part.length > SHORTEST_PART ? part.replace(/(?:s|n)$/, '') : part;
}
