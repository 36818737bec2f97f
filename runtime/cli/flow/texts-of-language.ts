import { nodeTexts as german } from '@/nodes/texts-de.generated';
import { nodeTexts as english } from '@/nodes/texts-en.generated';
import { DomainError } from '@/runtime/domain-error';
import type { NodeTexts } from '@/runtime/flow/node-translate';

/** The words of all node types in the language that was asked for. Error: `languageUnknown`. */
export function textsOfLanguage(language: string): NodeTexts {
  if (language === 'de') return german;
  if (language === 'en') return english;
  throw new DomainError('invalid', 'languageUnknown', `The language is de or en, not "${language}".`);
}
