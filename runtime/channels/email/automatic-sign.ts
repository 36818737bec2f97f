import type { ParsedMail } from './parse/parsed-mail';

/** What a report or an own mail is told by says more than what it reads like. */
const certain = new Set(['bounce', 'read-receipt', 'delivery-report', 'feedback-loop', 'own-message']);

/**
 * The sign by which a mail of a machine was told, as it is kept: absence notes by what they are, and answers that nobody
 * wrote (`Auto-Submitted: auto-replied`, RFC 3834 section 5.1) apart from mail that a system only passed on or made
 * (`auto-generated`: so other help desks send what their people write).
 */
export function automaticSign({
  automatic,
  outOfOffice,
  headers,
}: Pick<ParsedMail, 'automatic' | 'outOfOffice' | 'headers'>): string | null {
  const { reason } = automatic;
  if (reason === null || certain.has(reason)) return reason;
  if (outOfOffice) return 'out-of-office';
  const submitted = headers.find(({ name }) => name.toLowerCase() === 'auto-submitted')?.value ?? '';
  return reason === 'auto-submitted' && /^\s*auto-replied\b/i.test(submitted) ? 'auto-reply-header' : reason;
}
