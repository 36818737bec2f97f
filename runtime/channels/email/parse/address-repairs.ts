import type { MailAddress } from './mail-addresses';

/** Stands for a colon that opens no group while the list is taken apart. */
const COLON = '\ue03a';

/** Replaces the colons outside of quotes and angle brackets. */
function hideColons(text: string): string {
  let shown = '';
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\') {
      shown += character + (text[++at] ?? '');
      continue;
    }
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '<') depth++;
    else if (!quoted && character === '>') depth = 0;
    shown += character === ':' && !quoted && depth === 0 ? COLON : character;
  }
  return shown;
}

/** Puts the comma that is missing between "<a@example.com>" and a name with an address of its own. */
function partEntries(text: string): string {
  let shown = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    shown += character;
    if (character === '\\') shown += text[++at] ?? '';
    else if (character === '"') quoted = !quoted;
    else if (
      character === '>' &&
      !quoted &&
      /^\s*(?:"[^"]{0,200}"|[^"<>,;:()]{1,200})?\s*<[^<>\s@]{1,100}@/.test(text.slice(at + 1, at + 600))
    )
      shown += ',';
  }
  return shown;
}

/**
 * Mends an address list before it is read: a colon that opens no group because none is closed ("Shop: Kim
 * <kim@example.com>"), a missing comma between two entries and blanks within a domain (obsolete, RFC 5322 section 4.4).
 */
export function repairAddressList(text: string): string {
  const parted = />\s*[^\s,;>][^<]{0,200}</.test(text) ? partEntries(text) : text;
  const joined = /@[\w-]+\s+\./.test(parted) ? parted.replace(/(@[\w-]+)\s+\.\s*(?=[\w-])/g, '$1.') : parted;
  return joined.includes(':') && !joined.includes(';') ? hideColons(joined) : joined;
}

const ADDRESS = /^[^\s<>@,;:"]+@[^\s<>@,;:"]+$/;

function withoutStrayBrackets(name: string): string {
  if (name.includes('>') && !name.includes('<')) return name.replaceAll('>', '').trim();
  return name.includes('<') && !name.includes('>') ? name.replaceAll('<', '').trim() : name;
}

/** Mends one entry; may give several ("a@example.com b@example.com") or none (words that stand for hidden recipients). */
export function repairAddress(entry: MailAddress, hasBrackets: boolean): MailAddress[] {
  const name = withoutStrayBrackets(entry.name.replaceAll(COLON, ':'));
  const address = entry.address.replaceAll(COLON, ':').replace(/\((?:[^()\\]|\\.)*\)/g, '');
  if (/^undisclosed[ -]recipients?:?$/i.test(address)) return [];
  // The whole entry stood in one pair of quotes or in one encoded word, and there was no other address.
  const swallowed = /^(.*?)\s*<([^\s<>@]+@[^\s<>@]+)>?$/.exec(address);
  if (swallowed?.[2] && name === '') return [{ name: swallowed[1] ?? '', address: swallowed[2] }];
  const others = name.split(/\s+/);
  if (!hasBrackets && name !== '' && others.every((word) => ADDRESS.test(word)))
    return [address, ...others].map((found) => ({ name: '', address: found }));
  return [{ name, address }];
}

/**
 * Joins names that an unquoted comma cut in two: "Muster, Kim <kim@example.com>" makes two entries of which only the
 * last has an address. A word before a bare address stays an entry of its own (the name of a local recipient).
 */
export function joinCutNames(
  list: readonly MailAddress[],
  bracketed: (address: string) => boolean,
): MailAddress[] {
  const joined: MailAddress[] = [];
  let words: MailAddress[] = [];
  for (const entry of list) {
    if (!entry.address.includes('@')) {
      words.push(entry);
      continue;
    }
    if (words.length > 0 && bracketed(entry.address)) {
      const name = [...words.map((word) => word.address), entry.name]
        .filter((part) => part !== '')
        .join(', ');
      joined.push({ name, address: entry.address });
    } else joined.push(...words, entry);
    words = [];
  }
  return [...joined, ...words];
}
