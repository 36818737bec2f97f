import type { ExampleAnswer, NodeDefinition, Translate } from './node-definition';
import { translatorOf } from './node-translate';
import german from './step-texts.de.json';
import english from './step-texts.en.json';

/** An answer to choose, in the reader's words. */
export interface OfferedAnswer {
  /** Unique among the answers of one node with one config. */
  id: string;
  label: string;
  answer: ExampleAnswer['answer'];
}

/**
 * What the activity of a node could answer, failure and timeout at the end; empty for a node that asks none.
 * @param config parsed
 * @param words the texts of the node type
 */
export function exampleAnswers(
  definition: NodeDefinition,
  config: unknown,
  words: Translate,
): OfferedAnswer[] {
  // The definition's own config; its type was forgotten where the registry was made.
  const given = definition.exampleAnswers?.(config as never);
  if (!given) return [];
  const own = translatorOf(words.language === 'de' ? german : english, words.language ?? 'en');
  return [
    ...given.map(({ key, values, answer }, index) => ({
      id: `${key}-${index + 1}`,
      label: words(`examples.${key}`, values),
      answer,
    })),
    {
      id: 'failed',
      label: own('examples.failed'),
      answer: { error: { code: 'unreachable', message: 'The other side was not reached.' } },
    },
    {
      id: 'timeout',
      label: own('examples.timeout'),
      answer: { error: { code: 'timeout', message: 'No answer in time.', timeout: true } },
    },
  ];
}
