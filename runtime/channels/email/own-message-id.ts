/** Shape of the Message-IDs that Stellwerk gives to its own mail: `sw.<digest>.<ticket token>@domain`. */
const OWN = /^<?sw\.[0-9a-f]{20}\.([0-9a-f]{16})@/;

/** Whether a Message-ID, with or without angle brackets, was given by a Stellwerk. */
export function isOwnMessageId(messageId: string): boolean {
  return OWN.test(messageId);
}

/** The ticket token in one of our own Message-IDs, or null. */
export function ticketTokenOf(messageId: string): string | null {
  return OWN.exec(messageId)?.[1] ?? null;
}
