import german from './expression-texts.de.json';
import english from './expression-texts.en.json';
import { translatorOf } from './node-translate';

/**
 * Why an expression cannot be read or evaluated, in the reader's language.
 * @param code of an `ExpressionError`: JSONata's own or one of this adapter's
 */
export function expressionSentence(code: string, language: string): string {
  const isGerman = language.startsWith('de');
  const words = isGerman ? german : english;
  return translatorOf(words, isGerman ? 'de' : 'en')(Object.hasOwn(words, code) ? code : 'other');
}
