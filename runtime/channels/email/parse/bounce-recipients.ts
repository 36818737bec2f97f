/** One address that a delivery notice in free form names as failed. */
export interface NoticeRecipient {
  address: string;
  /** What the notice says of this address alone; empty when it says nothing of its own. */
  diagnostic: string;
}

const ADDRESS =
  /[\w!#$%&*+/=?^`{|}~.-][\w!#$%&'*+/=?^`{|}~.-]{0,100}@[A-Za-z0-9][A-Za-z0-9.-]{0,200}[A-Za-z0-9]/g;
const ONE_ADDRESS = String.raw`[\w!#$%&*+/=?^{|}~.-][\w!#$%&'*+/=?^{|}~.-]{0,100}@[A-Za-z0-9][A-Za-z0-9.-]{0,200}[A-Za-z0-9]`;

/** What introduces the addresses that failed. What stands before it speaks of the mail (its "To:" line, for example). */
const LEAD_IN =
  /did not (?:reach|receive)|(?:could ?n[o']t|cannot|can't|not) (?:be )?(?:delivered|deliver) .{0,60}(?:to|recipients?)|(?:not|non) delivered to|following .{0,60}(?:recipients?|address(?:\(es\)|es)?|users?|people)|failed (?:recipients?|addresses)|fail(?:ed)? to .{0,40}recipients?|undeliverable to|these recipients?|permanent fatal errors|adressate?n?|empfänger|destinataires?|destinatari/i;

/** A line that begins with an address, perhaps after a mark, a label or a name. */
const ENTRY = new RegExp(
  String.raw`^[ \t>*•-]{0,40}(?:(?:(?:failed|final|intended|unknown|invalid)[ -])?(?:recipient|user|address|e-?mail|empfänger|adresse|destinataire|destinatario)s?(?: address)?[ \t]{0,10}[:=][ \t]{0,20})?(?:"[^"\n]{1,100}"[ \t]{0,5})?[<["'(]{0,2}(?:mailto:|smtp:|.{0,80}:smtp=)?(${ONE_ADDRESS})(?![A-Za-z0-9-]|\.[A-Za-z0-9])[>\]"')]{0,2}[ \t]{0,10}(?:$|[:;,.(<]|-{1,2}[ >]|on\b)`,
  'i',
);
const EXPANDED = new RegExp(
  String.raw`^[ \t]{0,40}\(?(?:expanded|generated|forwarded) from:?\s{1,5}<?(${ONE_ADDRESS})`,
  'i',
);
const OF_THE_SERVER = /^(?:post-?master|mailer-?daemon|abuse|support)@/i;

function uniqueByAddress(found: readonly NoticeRecipient[]): NoticeRecipient[] {
  const kept = new Map<string, NoticeRecipient>();
  for (const entry of found) {
    const key = entry.address.toLowerCase();
    if (!kept.has(key)) kept.set(key, entry);
  }
  return [...kept.values()];
}

/** Addresses that stand at the beginning of a line, each with the lines up to the next. */
function listed(lines: readonly string[], isOther: (address: string) => boolean): NoticeRecipient[] {
  const starts: { address: string; line: number }[] = [];
  lines.forEach((line, index) => {
    const address = ENTRY.exec(line.slice(0, 500))?.[1] ?? EXPANDED.exec(line.slice(0, 500))?.[1];
    if (address && !isOther(address)) starts.push({ address, line: index });
  });
  return starts.map(({ address, line }, index) => {
    const section = lines.slice(line, starts[index + 1]?.line ?? lines.length);
    const words = section.join(' ').replace(ADDRESS, ' ').replace(/\s+/g, ' ').trim();
    return { address, diagnostic: /[a-z]{3}/i.test(words) ? section.join('\n') : '' };
  });
}

/** Some providers name only the part before the @: "the following recipients ...: \n\t name". */
function namesOnly(lines: readonly string[], domain: string): NoticeRecipient[] {
  if (domain === '') return [];
  const found: NoticeRecipient[] = [];
  for (const line of lines) {
    const name = /^[ \t]{1,20}([A-Za-z0-9][\w.-]{1,63})[ \t]{0,20}$/.exec(line)?.[1];
    if (name) found.push({ address: `${name}@${domain}`, diagnostic: '' });
    else if (line.trim() !== '' && found.length > 0) break;
  }
  return found;
}

export interface NoticeSurroundings {
  /** Who sent the notice. */
  fromAddress: string;
  /** Addresses the notice went to: the sender of the failed mail, so not the ones that failed. */
  sentTo: readonly string[];
}

function within(text: string, marked: RegExp, isOther: (address: string) => boolean): string {
  for (const match of text.matchAll(marked)) {
    const address = match[1] ?? '';
    if (address !== '' && !isOther(address)) return address;
  }
  return '';
}

const SURELY_MARKED = new RegExp(
  String.raw`(?:RCPT TO:\s{0,5}<?|was addressed(?: to)?,?\s{1,5}['"<]?)(${ONE_ADDRESS})`,
  'gi',
);
const MARKED = new RegExp(
  String.raw`(?:RCPT TO:\s*<?|addressed(?: to)?,?\s{1,5}['"<]?|recipients?\b[^@]{0,60}?<?|^[ \t]{0,40}<|recipient:?\s*<?|to:\s*<?|address(?:\(es\)|es)?[^@]{0,80}?[<'"]?)(${ONE_ADDRESS})`,
  'gim',
);
const ANY_ADDRESS = new RegExp(`(${ONE_ADDRESS})`, 'g');

/**
 * The addresses that a delivery notice without machine-readable part (RFC 3464) names as failed, in its order. Empty when
 * it names none.
 */
export function recipientsInNotice(notice: string, around: NoticeSurroundings): NoticeRecipient[] {
  const text = notice.slice(0, 50_000);
  const sentTo = new Set(around.sentTo.map((address) => address.toLowerCase()));
  const own = (address: string) =>
    OF_THE_SERVER.test(address) ||
    sentTo.has(address.toLowerCase()) ||
    address.toLowerCase() === around.fromAddress.toLowerCase();
  const leadIn = LEAD_IN.exec(text);
  const rest = leadIn ? text.slice(leadIn.index) : '';
  const afterLeadIn = leadIn ? listed(rest.split('\n'), own) : [];
  const entries = afterLeadIn.length > 0 ? afterLeadIn : listed(text.split('\n'), own);
  if (entries.length > 0) return uniqueByAddress(entries);
  const domain = /^mailer-?daemon@/i.test(around.fromAddress) ? (around.fromAddress.split('@')[1] ?? '') : '';
  const names = leadIn ? namesOnly(rest.split('\n').slice(1), domain) : [];
  if (names.length > 0) return uniqueByAddress(names);
  const named =
    within(text, SURELY_MARKED, own) ||
    within(rest, MARKED, own) ||
    within(text, MARKED, own) ||
    within(rest, ANY_ADDRESS, own);
  if (named !== '') return [{ address: named, diagnostic: '' }];
  const any =
    within(text, ANY_ADDRESS, own) || within(text, ANY_ADDRESS, (address) => OF_THE_SERVER.test(address));
  return any === '' ? [] : [{ address: any, diagnostic: '' }];
}
