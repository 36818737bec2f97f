/** As the server checks it too: local part, one @, a domain with a dot. */
const ADDRESS = /^[^\s@<>(),;:"]+@[^\s@<>(),;:".]+(?:\.[^\s@<>(),;:".]+)+$/;

/** `Ada <ada@example.org>` and `ada@example.org` as name and address. */
export function partyOf(written: string): { name: string; address: string } {
  const [, name = '', address = ''] = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(written) ?? [];
  return address ? { name, address: address.trim() } : { name: '', address: written.trim() };
}

/** Those that are no addresses. */
export function badlyWritten(written: string[]): string[] {
  return written.filter((one) => !ADDRESS.test(partyOf(one).address));
}

/** An address with its name, as it can be written into a field. */
export function partyText({ name, address }: { name: string; address: string }): string {
  return name && address ? `${name.replace(/[<>",;]/g, '')} <${address}>` : address;
}
