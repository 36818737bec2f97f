import german from './field-texts.de.json';
import english from './field-texts.en.json';
import { translatorOf } from './node-translate';

/**
 * What a path is called in the reader's language: `message.subject` is the subject of the message; variables and fields of one's own
 * have the name that their author gave them.
 */
export function fieldName(path: string, language: string): string {
  const isGerman = language.startsWith('de');
  const words = isGerman ? german : english;
  const key = path.replaceAll('.', '_');
  if (Object.hasOwn(words, key)) return translatorOf(words, isGerman ? 'de' : 'en')(key);
  return path.replace(/^(?:vars|(?:ticket|customer)\.fields|message\.data)\./, '');
}
