import { addressMatch } from './mail-address';
import type { ParsedMail } from './parse/parsed-mail';

/** Fields that mail servers write with the address of the envelope, before it is led to a mailbox. */
const ENVELOPE = ['x-original-to', 'envelope-to', 'x-envelope-to', 'x-rcpt-to'];

/**
 * The address of this mailbox that a mail was sent to, where the envelope is not known (IMAP): by what servers noted of it,
 * then Delivered-To, To and Cc; the mailbox's first address where nothing tells. `Delivered-To` names the collecting mailbox
 * where one takes the mail of a whole domain: an address of that domain in To or Cc counts before it then.
 */
export function recipientOf(
  { headers, deliveredTo, to, cc }: Pick<ParsedMail, 'headers' | 'deliveredTo' | 'to' | 'cc'>,
  { addresses }: { addresses: readonly string[] },
): string {
  const match = (recipient: string) =>
    Math.max(0, ...addresses.map((address) => addressMatch(address, recipient)));
  const noted = headers
    .filter(({ name }) => ENVELOPE.includes(name.toLowerCase()))
    .map(({ value }) => value.trim().replace(/^<|>$/g, '').toLowerCase());
  const written = [...to, ...cc].map(({ address }) => address);
  const named = [...noted, ...deliveredTo, ...written].filter((address) => match(address) > 0);
  const isOfDomain = (address: string) => match(address) === 1;
  const isCollected =
    !noted.some((address) => match(address) > 0) && !written.some((address) => match(address) > 1);
  return (isCollected ? named.find(isOfDomain) : undefined) ?? named[0] ?? addresses[0] ?? '';
}

/** Whose mail it is: of the neighbour that has exactly this address, where this mailbox has it only as one of its whole domain. */
export function ownerOf<Mailbox extends { addresses: string[] }>(
  recipient: string,
  mailbox: Mailbox,
  neighbours: readonly Mailbox[],
): Mailbox {
  const takes = ({ addresses }: Mailbox) =>
    Math.max(0, ...addresses.map((address) => addressMatch(address, recipient)));
  if (takes(mailbox) !== 1) return mailbox;
  return neighbours.find((neighbour) => takes(neighbour) > 1) ?? mailbox;
}
