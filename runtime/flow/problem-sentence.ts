import { expressionSentence } from './expression-sentence';
import { fieldName } from './field-name';
import type { FlowDocument } from './flow-document';
import { languageName } from './language-name';
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
  const words = nodeTexts[flow.nodes.find((node) => node.id === problem.nodeId)?.type ?? ''];
  if (from === 'node') return translatorOf(words, language)(`problems.${key}`, values);
  const own = translatorOf(language === 'de' ? german : english, language);
  switch (key) {
    case 'expression':
      return own(key, { ...values, detail: expressionSentence(String(values.code), language) });
    case 'portOpen':
    case 'portGone':
      return own(key, { ...values, port: portName(String(values.port), words, language) });
    case 'ruleValueMissing':
    case 'ruleNumber':
    case 'ruleDate':
      return own(key, { ...values, field: fieldName(String(values.field), language) });
    case 'translationMissing':
      return own(key, { ...values, languages: languageNames(String(values.languages), language) });
    default:
      return own(key, values);
  }
}

/** A port that its author has not named bears the name that its type gives it; the check knows no language. */
function portName(port: string, words: unknown, language: string): string {
  // A dot would lead into another text.
  if (port.includes('.')) return port;
  const name = translatorOf(words, language)(`ports.${port}`);
  return name === `ports.${port}` ? port : name;
}

function languageNames(codes: string, language: string): string {
  const names = codes.split(', ').map((code) => languageName(code, language));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}
