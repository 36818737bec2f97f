import type { WrittenVariable } from './node-definition';

/**
 * Of what type a value is that an author wrote for `resolveValue`: a text, a number in digits, what the single place names
 * (`sameAs`); what an expression gives is known only when it is walked.
 */
export function writtenType(source: string): Pick<WrittenVariable, 'type' | 'sameAs'> {
  const place = /^\{\{\s*([^{}|]+?)\s*\}\}$/.exec(source)?.[1];
  if (place !== undefined) return { type: 'object', sameAs: place };
  if (source.startsWith('=')) return { type: 'object' };
  // Numbers of customers and phones begin with 0 and are texts.
  return { type: /^-?(?:0|[1-9]\d{0,14})(?:[.,]\d+)?$/.test(source.trim()) ? 'number' : 'text' };
}
