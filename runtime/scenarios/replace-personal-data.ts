import type { Party } from '@/runtime/flow/facts';
import {
  ADDRESS,
  BIRTHDAY,
  DATE_AMOUNT_OR_NUMBER,
  IBAN,
  INVENTED_BIRTHDAY,
  INVENTED_IBAN,
  INVENTED_STREET,
  INVENTED_TOWN,
  NAMED_NUMBER,
  NO_NAME,
  SIGNED_BELOW,
  SIGNED_IN_LINE,
  STREET,
  TOLD_NAME,
  TOWN,
} from './personal-patterns';

/** What is put in place of the people of a recorded ticket. The same person is always replaced by the same one. */
export interface Replacement {
  party(party: Party): Party;
  text(text: string): string;
}

const NAMES = ['Alex Adler', 'Bente Brandt', 'Chris Clausen', 'Dana Dorn', 'Eike Ehlers', 'Fritzi Falk'];

/**
 * Replaces names, addresses, birthdays, telephone numbers, bank accounts, and numbers of customers and contracts, so that a real ticket
 * can become a test. What has been found out once (a name below a letter, a number behind its word) is replaced wherever it stands
 * again, also alone. Dates and amounts stay, because flows read them. Words that nobody can tell from a name stay as well: a person has to
 * read the result before it is shared.
 */
export function replacePersonalData(
  parties: readonly Party[],
  keptAddresses: readonly string[] = [],
): Replacement {
  const kept = new Set(keptAddresses.map((address) => address.toLowerCase()));
  const replaced = new Map<string, Party>();
  const words = createKnownWords();

  function party({ name, address }: Party): Party {
    const key = address.toLowerCase();
    if (kept.has(key)) return { name, address };
    const known = replaced.get(key);
    if (known) return known;
    const standIn = nameAt(replaced.size);
    const other = { name: name === '' ? '' : standIn, address: `person${replaced.size + 1}@example.org` };
    replaced.set(key, other);
    words.learnName(name, standIn);
    return other;
  }

  for (const one of parties) party(one);
  return {
    party,
    text(text) {
      const withoutAddresses = text.replace(ADDRESS, (address) => party({ name: '', address }).address);
      words.learnFrom(withoutAddresses, replaced.size);
      return withoutPatterns(words.replaceIn(withoutAddresses));
    },
  };
}

function nameAt(position: number): string {
  return NAMES[position % NAMES.length] ?? '';
}

interface KnownWords {
  /** Every word of a name is replaced from now on, the first one by the first of the other name. */
  learnName(name: string, standIn: string): void;
  /**
   * Learns the names and numbers that a text tells of; they are replaced with all that is known.
   * @param people how many are known already: further ones get names of their own
   */
  learnFrom(text: string, people: number): void;
  replaceIn(text: string): string;
}

function createKnownWords(): KnownWords {
  const words = new Map<string, [RegExp, string]>();
  let told = 0;

  function learnName(name: string, standIn: string): void {
    const [first = '', last = ''] = standIn.split(' ');
    for (const [index, word] of name.split(/[\s,]+/).entries()) {
      if (word.length > 2 && !NO_NAME.has(word.toLowerCase().replace(/\.$/, '')))
        learn(word, index === 0 ? first : last);
    }
  }

  function learn(word: string, other: string): void {
    const key = word.toLowerCase();
    if (words.has(key)) return;
    words.set(key, [new RegExp(`(?<![\\p{L}\\p{N}])${escapePattern(word)}(?![\\p{L}\\p{N}])`, 'giu'), other]);
  }

  return {
    learnName,
    learnFrom(text, people) {
      for (const pattern of [TOLD_NAME, SIGNED_BELOW, SIGNED_IN_LINE])
        for (const { groups } of text.matchAll(pattern)) {
          const name = groups?.name ?? '';
          if (name.split(/\s+/).every((word) => words.has(word.toLowerCase()))) continue;
          learnName(name, nameAt(people + told++));
        }
      for (const { groups } of text.matchAll(NAMED_NUMBER))
        if (groups?.number) learn(groups.number, withoutDigits(groups.number));
    },
    replaceIn: (text) =>
      [...words.values()].reduce((part, [pattern, other]) => part.replace(pattern, other), text),
  };
}

/** What is personal by its shape alone. */
function withoutPatterns(text: string): string {
  return text
    .replace(STREET, INVENTED_STREET)
    .replace(TOWN, INVENTED_TOWN)
    .replace(BIRTHDAY, `$<before>${INVENTED_BIRTHDAY}`)
    .replace(IBAN, INVENTED_IBAN)
    .replace(DATE_AMOUNT_OR_NUMBER, (found, date?: string) =>
      date === undefined ? withoutDigits(found) : found,
    );
}

/** Numbers keep their shape, for a flow may look at it. */
function withoutDigits(number: string): string {
  return number.replace(/\d/g, '0');
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
