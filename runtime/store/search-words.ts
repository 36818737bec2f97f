const ADDRESS = /[^\s<>(),;:"'[\]]+@[^\s<>(),;:"'[\]]+/gu;
const WORD = /[\p{L}\p{N}]+/gu;
const MAX_WORD = 40;
/** Most words have nothing to fold but their case. */
const PLAIN = /^[\0-\x7f]*$/;

/** Upper and lower case, accents and umlauts make no difference: `Größe` is found by `grosse` and `GRÖSSE`. */
export function foldWord(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase().slice(0, MAX_WORD);
  return word.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '').slice(0, MAX_WORD);
}

/** The folded words of texts, each once, at most `limit`; mail addresses are words as well as their parts. */
export function searchWords(texts: string[], limit: number): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const [address] of text.matchAll(ADDRESS)) words.add(foldWord(address));
    for (const [word] of text.matchAll(WORD)) {
      if (words.size >= limit) return [...words];
      if (word.length > 1) words.add(foldWord(word));
    }
  }
  return [...words];
}

const MAX_BEGINNINGS = 8;

/** What somebody typed, as beginnings of folded words that must all occur. */
export function searchBeginnings(search: string): string[] {
  const beginnings = search.split(/\s+/).flatMap((typed) => {
    if (typed.includes('@')) return [foldWord(typed.replace(/^[<("']+|[>)"',;.]+$/g, ''))];
    return [...typed.matchAll(WORD)].map(([word]) => foldWord(word));
  });
  return [...new Set(beginnings.filter(Boolean))].slice(0, MAX_BEGINNINGS);
}
