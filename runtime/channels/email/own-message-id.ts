/** Shape of the Message-IDs that Stellwerk gives to its own mail: `sw.<digest>.<ticket token>@domain`. */
const OWN = /^<?sw\.([0-9a-f]{20})\.([0-9a-f]{16})@/;
const OWN_ANYWHERE = /\bsw\.[0-9a-f]{20}\.[0-9a-f]{16}@[^\s<>"]{1,255}/g;

const MAX_IDS = 50;

/** Message-IDs in a text, without angle brackets, that a Stellwerk gave: this one or another, which the store knows. */
export function ownMessageIdsIn(text: string): string[] {
  return [...new Set(text.match(OWN_ANYWHERE))].slice(0, MAX_IDS);
}

/** The ticket token in one of our own Message-IDs, or null. */
export function ticketTokenOf(messageId: string): string | null {
  return OWN.exec(messageId)?.[2] ?? null;
}

/** What tells one of our own Message-IDs from all others, or null. */
export function digestOfOwnMessageId(messageId: string): string | null {
  return OWN.exec(messageId)?.[1] ?? null;
}

/** Between which texts (the first included) all Message-IDs lie that bear a digest of ours. */
export function ownMessageIdRange(digest: string): { from: string; before: string } {
  // The slash follows the dot in every order of characters.
  return { from: `sw.${digest}.`, before: `sw.${digest}/` };
}
