import { compileLinearRegex } from './linear-regex';

/** What a start may ask of a text of the message: nothing, to contain words, or to match a regular expression. */
export type TextRule = 'any' | 'contains' | 'matches';

/** Whether a text fulfils a rule; letter case does not matter. A pattern that cannot be read is fulfilled by nothing. */
export function fulfilsTextRule(rule: TextRule, wanted: string, actual: string): boolean {
  if (rule === 'any') return true;
  if (rule === 'contains') return actual.toLowerCase().includes(wanted.trim().toLowerCase());
  return isPattern(wanted) && compileLinearRegex(wanted, 'i').test(actual);
}

/** What is wrong with a rule: a pattern that cannot be read, or no words to look for. */
export function faultOfTextRule(rule: TextRule, wanted: string): 'pattern' | 'missing' | null {
  if (rule === 'matches' && !isPattern(wanted)) return 'pattern';
  return rule === 'contains' && wanted.trim() === '' ? 'missing' : null;
}

function isPattern(source: string): boolean {
  try {
    compileLinearRegex(source, 'i');
    return source !== '';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
