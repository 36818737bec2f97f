import { nodeRegistry } from '@/nodes/registry.generated';
import { changeSentence } from '@/runtime/flow/change-sentence';
import { compareFlows, type FlowChange } from '@/runtime/flow/diff';
import { createNodeNames } from '@/runtime/flow/node-names';
import { readFlowFile } from './read-flow-file';
import { textsOfLanguage } from './texts-of-language';

/**
 * What became of a flow between two files, in the order a reader wants it; nothing for equal ones. Both are lifted to the
 * present version first. Errors: `languageUnknown`, those of reading.
 */
export async function diffFiles(
  before: string,
  after: string,
  language: string,
): Promise<{ kind: FlowChange['kind']; sentence: string }[]> {
  const names = createNodeNames(textsOfLanguage(language), language);
  const [old, present] = await Promise.all([readFlowFile(before), readFlowFile(after)]);
  return compareFlows(old, present).map((change) => ({
    kind: change.kind,
    sentence: changeSentence(change, names, nodeRegistry),
  }));
}
