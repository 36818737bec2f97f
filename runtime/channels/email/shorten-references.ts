/** Headers of at most this many references: the first (the thread's root) and the newest (RFC 5322, 3.6.4). */
const MAX_REFERENCES = 30;
/** No line of a mail may be longer than 998 characters (RFC 5322, 2.1.1), and an id cannot be folded. */
const LONGEST_ID = 900;

/** Message-IDs of a thread, each once, as many as a mail should name. Doing it again changes nothing. */
export function shortenReferences(references: string[]): string[] {
  const unique = [...new Set(references)].filter((id) => id.length <= LONGEST_ID);
  if (unique.length <= MAX_REFERENCES) return unique;
  return [...unique.slice(0, 1), ...unique.slice(1 - MAX_REFERENCES)];
}
