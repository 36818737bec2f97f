import { parseTemplate } from '@/runtime/flow/template-text';

/** What a canned reply can name, as it is written between double braces. */
export const cannedReplyVariables = [
  'customer.name',
  'ticket.number',
  'ticket.subject',
  'agent.name',
] as const;
export type CannedReplyVariable = (typeof cannedReplyVariables)[number];
export type CannedReplyValues = Record<CannedReplyVariable, string>;

const LEADING_PUNCTUATION = /^[,.;:!?]/;

/**
 * Fills the places of a canned reply. A place without a value gets the words after its `|`, else nothing, and takes the
 * space before a following comma along: `Hello {{customer.name}},` becomes `Hello,`. Values are never read as templates.
 */
export function fillCannedReply(text: string, values: CannedReplyValues): string {
  let filled = '';
  let isEmpty = false;
  for (const part of parseTemplate(text).parts) {
    if (typeof part === 'string') {
      filled = (isEmpty && LEADING_PUNCTUATION.test(part) ? filled.replace(/ +$/, '') : filled) + part;
    } else {
      const variable = cannedReplyVariables.find((name) => name === part.path);
      const value = (variable && values[variable]) || part.fallback;
      isEmpty = value === '';
      filled += value;
    }
  }
  return filled;
}

/** The first name in a text that nothing will fill, or null. */
export function unknownVariable(text: string): string | null {
  const known = new Set<string>(cannedReplyVariables);
  return parseTemplate(text).paths.find((path) => !known.has(path)) ?? null;
}
