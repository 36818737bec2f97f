/** `Service+tag@Example.com` -> `service@example.com`: the mailbox behind a plus-address (RFC 5233). */
export function mailboxAddress(address: string): string {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  if (at < 0) return lower;
  const plus = lower.indexOf('+');
  return plus > 0 && plus < at ? lower.slice(0, plus) + lower.slice(at) : lower;
}

/** What stands behind the plus, or null. */
export function plusTag(address: string): string | null {
  return /^[^+@]+\+([^@]+)@/.exec(address.trim().toLowerCase())?.[1] ?? null;
}

/** How well a channel's address takes a recipient: exactly, without its plus tag, or as catch-all `*@domain`. 0 = not. */
export function addressMatch(channelAddress: string, recipient: string): 0 | 1 | 2 | 3 {
  const own = channelAddress.toLowerCase();
  const wanted = recipient.trim().toLowerCase();
  if (own === wanted) return 3;
  if (own === mailboxAddress(wanted)) return 2;
  if (own.startsWith('*@') && wanted.endsWith(own.slice(1))) return 1;
  return 0;
}

/** The one with the best match among channels; the first of equals. */
export function bestChannel<Channel extends { addresses: string[] }>(
  channels: Channel[],
  recipient: string,
): Channel | null {
  let best: { channel: Channel; match: number } | null = null;
  for (const channel of channels) {
    const match = Math.max(0, ...channel.addresses.map((address) => addressMatch(address, recipient)));
    if (match > (best?.match ?? 0)) best = { channel, match };
  }
  return best?.channel ?? null;
}
