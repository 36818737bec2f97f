import { addressParser } from 'postal-mime';
import { joinCutNames, repairAddress, repairAddressList } from './address-repairs';
import { decodeHeaderText, quoteEncodedWords } from './header-text';

export interface MailAddress {
  /** Display name as the sender wrote it; empty when there is none. */
  name: string;
  /** The address; what stands in its place when the sender wrote no proper one. */
  address: string;
}

/** Longer lists are cut: nobody writes to more people by hand, and parsing must stay cheap. */
const MAX_LIST_CHARACTERS = 64 * 1024;

function clean(name: string, address: string): MailAddress {
  const bare = address
    .slice(0, 1000)
    .trim()
    .replace(/^<+|>+$/g, '')
    .replace(/^@[^:]*:(?=.+@)/, '')
    .replace(/^mailto:/i, '');
  return {
    name: name
      .slice(0, 1000)
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/^'(.*)'$/, '$1')
      .trim(),
    address: bare.replace(/\.$/, ''),
  };
}

/** Encoded words within a comment ("kim@example.com (=?utf-8?q?...?=)"): what would end the comment is taken out. */
function readComments(raw: string, charsetHint: string | null): string {
  return raw.replace(
    /\(\s{0,5}((?:=\?[^?\s]{1,60}\?[bq]\?[^?]{0,500}\?=\s{0,5}){1,20})\)/gi,
    (_, words: string) => `(${decodeHeaderText(words, charsetHint).replace(/[()<>\\"]/g, ' ')})`,
  );
}

/**
 * Reads an address list (RFC 5322, groups flattened). Encoded words are quoted before parsing, so a decoded name can
 * never become an address. Entries without an address keep what was written in `address`.
 */
export function parseAddressList(raw: string, charsetHint: string | null = null): MailAddress[] {
  if (raw.trim() === '') return [];
  const commented = readComments(raw.slice(0, MAX_LIST_CHARACTERS), charsetHint);
  const text = repairAddressList(quoteEncodedWords(commented, charsetHint));
  const hasBrackets = text.includes('<');
  const list: MailAddress[] = [];
  for (const entry of addressParser(text, { flatten: true })) {
    const found = clean(entry.name ?? '', entry.address ?? '');
    const address = found.address === '' ? { name: '', address: found.name } : found;
    if (address.address !== '') list.push(...repairAddress(address, hasBrackets));
  }
  return joinCutNames(list, (address) => text.includes(`<${address}`) || text.includes(`:${address}>`));
}

/** Reads the one author of a mail: the first entry with an address, else what was written. */
export function parseAuthor(raw: string, charsetHint: string | null = null): MailAddress | null {
  const list = parseAddressList(raw, charsetHint);
  const real = list.findIndex((entry) => entry.address.includes('@'));
  const found = list[real];
  if (!found) return list[0] ?? null;
  const before = list.slice(0, real).map((entry) => entry.address);
  if (before.length === 0) return found;
  return { name: [...before, found.name].filter((part) => part !== '').join(', '), address: found.address };
}

/** Message ids of `Message-ID`, `In-Reply-To` and `References`, in order, each with its angle brackets, no doubles. */
export function parseMessageIds(raw: string): string[] {
  const text = raw.slice(0, MAX_LIST_CHARACTERS).replace(/\s*\r?\n\s*/g, ' ');
  const found = text.match(/<[^<>\s]{1,990}>/g) ?? [];
  const ids =
    found.length > 0
      ? found
      : text
          .split(/[\s,;]+/)
          .filter((word) => /^[^\s<>@]+@[^\s<>@]+$/.test(word))
          .map((word) => `<${word}>`);
  return [...new Set(ids)];
}
