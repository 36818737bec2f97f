import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeTexts as german } from '@/nodes/texts-de.generated';
import { nodeTexts as english } from '@/nodes/texts-en.generated';
import { DomainError } from '@/runtime/domain-error';
import { changeSentence } from '@/runtime/flow/change-sentence';
import { compareFlows, type FlowChange } from '@/runtime/flow/diff';
import { createNodeNames } from '@/runtime/flow/node-names';
import { readFlowFile } from './read-flow-file';

/**
 * What became of a flow between two files, in the order a reader wants it; nothing for equal ones. Both are lifted to the
 * present version first. Errors: `languageUnknown`, those of reading.
 */
export async function diffFiles(
  before: string,
  after: string,
  language: string,
): Promise<{ kind: FlowChange['kind']; sentence: string }[]> {
  const texts = { de: german, en: english }[language];
  if (!texts)
    throw new DomainError('invalid', 'languageUnknown', `The language is de or en, not "${language}".`);
  const names = createNodeNames(texts, language);
  const [old, present] = await Promise.all([readFlowFile(before), readFlowFile(after)]);
  return compareFlows(old, present).map((change) => ({
    kind: change.kind,
    sentence: changeSentence(change, names, nodeRegistry),
  }));
}
