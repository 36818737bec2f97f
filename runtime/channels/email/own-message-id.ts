/** Shape of the Message-IDs that Stellwerk gives to its own mail: `sw.<digest>.<ticket token>@domain`. */
const OWN = /^<?sw\.[0-9a-f]{20}\.([0-9a-f]{16})@/;
const OWN_ANYWHERE = /\bsw\.[0-9a-f]{20}\.[0-9a-f]{16}@[^\s<>"]{1,255}/g;

const MAX_IDS = 50;

/** Message-IDs in a text, without angle brackets, that a Stellwerk gave: this one or another, which the store knows. */
export function ownMessageIdsIn(text: string): string[] {
  return [...new Set(text.match(OWN_ANYWHERE))].slice(0, MAX_IDS);
}

/** The ticket token in one of our own Message-IDs, or null. */
export function ticketTokenOf(messageId: string): string | null {
  return OWN.exec(messageId)?.[1] ?? null;
}
