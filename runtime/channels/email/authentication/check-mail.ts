import { type AuthenticateResult, authenticate } from 'mailauth';
import type { AuthenticationResult, MessageAuthentication } from '@/runtime/flow/facts';
import { isNearAddress } from '../near-address';
import type { DnsResolver } from './dns-resolver';
import { resultOf, verdictOf } from './verdict-of';

export interface MailToCheck {
  raw: Buffer;
  /** Envelope sender; empty for bounces. */
  sender: string;
  /** Who handed it in; empty where that is not known (IMAP, pushed mail). */
  remoteAddress: string;
  helo: string;
}

/** All checks of one mail together take at most so long, milliseconds. */
const BUDGET_MS = 3000;
const MAX_HEADER_BYTES = 64 * 1024;

/**
 * Checks a mail ourselves: SPF (RFC 7208) where a foreign server handed it in, DKIM (RFC 6376), DMARC (RFC 7489), ARC (RFC
 * 8617). Never rejects and never takes long: what cannot be asked is `temperror`. Null where there is nothing to check: no foreign
 * peer and no signature.
 */
export async function checkMail(
  mail: MailToCheck,
  resolver: DnsResolver,
  budgetMs: number = BUDGET_MS,
): Promise<MessageAuthentication | null> {
  const isForeign = mail.remoteAddress !== '' && !isNearAddress(mail.remoteAddress);
  const head = mail.raw.toString('latin1', 0, MAX_HEADER_BYTES);
  if (!isForeign && !/^DKIM-Signature[ \t]*:/im.test(head)) return null;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), budgetMs);
    timer.unref();
  });
  const work = authenticate(mail.raw, {
    ...(isForeign ? { ip: plainAddress(mail.remoteAddress), helo: mail.helo } : {}),
    sender: mail.sender,
    mta: 'stellwerk.local',
    resolver,
    disableBimi: true,
    // A mail that cannot be taken apart has no valid signature; it is read by more patient code.
  }).catch(() => null);
  try {
    const result = await Promise.race([work, late]);
    return result ? factsOf(result, isForeign) : unknownFacts(head);
  } finally {
    clearTimeout(timer);
  }
}

function factsOf({ dkim, spf, dmarc, arc }: AuthenticateResult, isForeign: boolean): MessageAuthentication {
  const signatures = dkim?.results ?? [];
  const passed = signatures.filter(({ status }) => status.result === 'pass');
  const best = passed[0] ?? signatures[0];
  const spfResult = isForeign && spf ? resultOf(spf.status.result) : 'none';
  const dmarcResult = dmarc ? resultOf(dmarc.status.result) : 'none';
  return verdictOf({
    domain: domainOf(dkim?.headerFrom),
    spf: spfResult,
    dkim: resultOf(best?.status.result),
    // Without SPF a failed DMARC only says that no signature fits: a signature may have been broken on the way.
    dmarc: !isForeign && dmarcResult === 'fail' ? 'none' : dmarcResult,
    arc: arc ? resultOf(arc.status.result) : 'none',
    signedBy: [...new Set(passed.flatMap(({ signingDomain }) => signingDomain?.toLowerCase() ?? []))],
    checkedBy: '',
    spfDomain: spf ? spf.domain : '',
  });
}

function unknownFacts(head: string): MessageAuthentication {
  const result: AuthenticationResult = 'temperror';
  return {
    verdict: 'unknown',
    domain: domainOf(/^From[ \t]*:[^\r\n]*@([^\s<>"(),;:]+)/im.exec(head)?.[1]),
    spf: result,
    dkim: result,
    dmarc: result,
    arc: result,
    signedBy: [],
    checkedBy: '',
  };
}

function domainOf(from: string[] | string | undefined | false): string {
  const address = (Array.isArray(from) ? from[0] : from || '') ?? '';
  return address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .slice(0, 253);
}

function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
