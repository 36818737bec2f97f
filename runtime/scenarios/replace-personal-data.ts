import type { Party } from '@/runtime/flow/facts';

/** What is put in place of the people of a recorded ticket. The same person is always replaced by the same one. */
export interface Replacement {
  party(party: Party): Party;
  text(text: string): string;
}

const NAMES = ['Alex Adler', 'Bente Brandt', 'Chris Clausen', 'Dana Dorn', 'Eike Ehlers', 'Fritzi Falk'];

/**
 * Replaces names, addresses, telephone numbers, bank accounts and long numbers, so that a real ticket can become a test. Words that
 * nobody can tell from a name (a street, a name that was only signed with) stay: a person has to read the result before it is shared.
 */
export function replacePersonalData(
  parties: readonly Party[],
  keptAddresses: readonly string[] = [],
): Replacement {
  const kept = new Set(keptAddresses.map((address) => address.toLowerCase()));
  const replaced = new Map<string, Party>();
  const words: [RegExp, string][] = [];

  function replacementOf({ name, address }: Party): Party {
    const key = address.toLowerCase();
    if (kept.has(key)) return { name, address };
    const known = replaced.get(key);
    if (known) return known;
    const standIn = NAMES[replaced.size % NAMES.length] ?? '';
    const party = { name: name === '' ? '' : standIn, address: `person${replaced.size + 1}@example.org` };
    replaced.set(key, party);
    for (const [index, word] of name.split(/\s+/).entries()) {
      const other = standIn.split(' ')[Math.min(index, 1)] ?? standIn;
      if (word.length > 2)
        words.push([new RegExp(`(?<![\\p{L}\\p{N}])${escapePattern(word)}(?![\\p{L}\\p{N}])`, 'giu'), other]);
    }
    return party;
  }

  for (const party of parties) replacementOf(party);
  return {
    party: replacementOf,
    text(text) {
      const withoutAddresses = text.replace(
        ADDRESS,
        (address) => replacementOf({ name: '', address }).address,
      );
      const withoutNames = words.reduce(
        (part, [pattern, other]) => part.replace(pattern, other),
        withoutAddresses,
      );
      return withoutNames
        .replace(IBAN, 'DE00 0000 0000 0000 0000 00')
        .replace(NUMBER, (number) => (ISO_DATE.test(number) ? number : number.replace(/\d/g, '0')));
    },
  };
}

const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?\b/g;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Telephone, customer and account numbers: seven digits or more, however they are grouped. */
const NUMBER = /\+?\d(?:[\s/()-]{0,2}\d){6,}/g;

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
