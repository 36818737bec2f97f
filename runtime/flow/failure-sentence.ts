import { expressionSentence } from './expression-sentence';
import german from './failure-texts.de.json';
import english from './failure-texts.en.json';
import { translatorOf } from './node-translate';

/** What went wrong: a code, and words in English for whoever looks into it. */
export interface Failure {
  code: string;
  message: string;
}

/**
 * A failure in the reader's language. Codes that are not known here (a node type of one's own, an answer of another system) are
 * named with the words they came with.
 */
export function failureSentence({ code, message }: Failure, language: string): string {
  const isGerman = language.startsWith('de');
  const words = isGerman ? german : english;
  // Its own code stands before the words of an expression's error.
  const expressionCode = code === 'expression' ? /^\[(\w+)\]/.exec(message)?.[1] : undefined;
  if (expressionCode !== undefined) return expressionSentence(expressionCode, language);
  const known = Object.hasOwn(words, code) ? code : 'other';
  return translatorOf(words, isGerman ? 'de' : 'en')(known, { code, message });
}
