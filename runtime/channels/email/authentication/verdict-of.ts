import {
  type AuthenticationResult,
  authenticationResults,
  type MessageAuthentication,
} from '@/runtime/flow/facts';

/** What single checks found about one mail. */
export type CheckResults = Pick<
  MessageAuthentication,
  'domain' | 'spf' | 'dkim' | 'dmarc' | 'arc' | 'signedBy' | 'checkedBy'
> & {
  /** Domain of the envelope sender that SPF passed for, or empty. */
  spfDomain: string;
};

/**
 * One word from several checks. DMARC (RFC 7489) decides where the domain has published a policy. Without one, a pass of SPF or
 * DKIM for the very domain of the sender counts for it; against it only a plain `fail` of SPF that no signature outweighs, because
 * forwarding breaks the rest.
 */
export function verdictOf({ spfDomain, ...results }: CheckResults): MessageAuthentication {
  return { verdict: decide(results, spfDomain), ...results };
}

function decide(
  { domain, spf, dkim, dmarc, signedBy }: Omit<CheckResults, 'spfDomain'>,
  spfDomain: string,
): MessageAuthentication['verdict'] {
  if (dmarc === 'pass') return 'pass';
  if (dmarc === 'fail') return 'fail';
  const isAligned = [...signedBy, ...(spf === 'pass' ? [spfDomain] : [])].some((signer) =>
    isSameOrganisation(signer, domain),
  );
  if (isAligned) return 'pass';
  if ([dmarc, dkim, spf].includes('temperror')) return 'unknown';
  return spf === 'fail' && signedBy.length === 0 ? 'fail' : 'none';
}

/** One is the other or lies below it. Alignment proper needs the list of public suffixes; this never joins strangers. */
function isSameOrganisation(signer: string, domain: string): boolean {
  if (signer === '' || domain === '') return false;
  return signer === domain || signer.endsWith(`.${domain}`) || domain.endsWith(`.${signer}`);
}

/** Any server's word as one of RFC 8601. */
export function resultOf(word: string | undefined): AuthenticationResult {
  const lower = (word ?? 'none').toLowerCase();
  if (lower === 'hardfail') return 'fail';
  if (lower === 'bestguesspass') return 'none';
  return authenticationResults.find((known) => known === lower) ?? 'none';
}
