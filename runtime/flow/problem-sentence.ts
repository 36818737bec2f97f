import { expressionSentence } from './expression-sentence';
import type { FlowDocument } from './flow-document';
import { type NodeTexts, translatorOf } from './node-translate';
import german from './problem-texts.de.json';
import english from './problem-texts.en.json';
import type { Problem } from './problems';

/** What a problem says to a person. `nodeTexts` are the words of the node types in the same language. */
export function problemSentence(
  problem: Problem,
  flow: FlowDocument,
  language: string,
  nodeTexts: NodeTexts,
): string {
  const { from, key, values } = problem.message;
  if (from === 'flow' && key === 'expression') {
    const detail = expressionSentence(String(values.code), language);
    return translatorOf(language === 'de' ? german : english, language)(key, { ...values, detail });
  }
  if (from === 'flow') return translatorOf(language === 'de' ? german : english, language)(key, values);
  const type = flow.nodes.find((node) => node.id === problem.nodeId)?.type ?? '';
  return translatorOf(nodeTexts[type], language)(`problems.${key}`, values);
}
