import * as z from 'zod';
import { keyOf } from '@/runtime/flow/diff-merge';
import {
  type FlowDocument,
  identifierSchema,
  type Localized,
  localizedSchema,
} from '@/runtime/flow/flow-document';
import { type Json, jsonSchema } from '@/runtime/flow/json';
import { localizedText } from '@/runtime/flow/localized';

/** A text in which the parameter's value stands: `within {value} hours`; `one` where the value is 1. */
const phraseSchema = z.union([
  z.string().includes('{value}'),
  z.object({ one: z.string(), other: z.string().includes('{value}') }),
]);

/** Where a parameter is written: a field of a node, or a phrase within a text. */
const targetSchema = z.object({
  node: identifierSchema,
  /** `['config', 'retries']`, `['title']`; items of lists by their id, name or place. */
  path: z.array(z.string().min(1)).min(1),
  /** By language: only this phrase of the text changes. Without it the value is the field. */
  phrase: z.record(z.string().regex(/^[a-z]{2}$/), phraseSchema).optional(),
  /** What the value is divided by in the phrase: 60 tells minutes as hours. */
  per: z.number().positive().default(1),
});
type Target = z.infer<typeof targetSchema>;

const common = {
  id: identifierSchema,
  label: localizedSchema,
  help: localizedSchema.default({}),
  targets: z.array(targetSchema).min(1),
};
const amount = { default: z.number(), min: z.number().default(0), max: z.number().default(100_000) };

/** Something that differs from house to house and is asked when a template is installed (`template.json`). */
export const templateParameterSchema = z.discriminatedUnion('kind', [
  /** Minutes. */
  z.object({ kind: z.literal('duration'), ...common, ...amount }),
  z.object({ kind: z.literal('number'), ...common, ...amount }),
  /** In every language of the texts. */
  z.object({ kind: z.literal('text'), ...common, default: localizedSchema }),
]);
export type TemplateParameter = z.infer<typeof templateParameterSchema>;
export const parameterValueSchema = z.union([
  z.number(),
  z.string().max(500),
  z.record(z.string(), z.string().max(500)),
]);
export type ParameterValue = number | string | Localized;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/**
 * Writes chosen values into a flow made of a template. What was not chosen keeps the template's own value, and so does
 * what is out of bounds or of the wrong kind.
 * @param language of the flow's texts that exist in one language only
 */
export function applyParameters(
  flow: FlowDocument,
  parameters: readonly TemplateParameter[],
  values: ParameterValues,
  language: string,
): FlowDocument {
  return parameters.reduce((present, parameter) => {
    const value = fittingValue(parameter, values[parameter.id]);
    if (value === null) return present;
    return parameter.targets.reduce(
      (written, target) => writeTarget(written, target, { from: parameter.default, to: value, language }),
      present,
    );
  }, flow);
}

/** The value where it is one that the parameter takes; `null` where the template's own stays. */
export function fittingValue(
  parameter: TemplateParameter,
  value: ParameterValue | undefined,
): ParameterValue | null {
  if (parameter.kind === 'text') {
    if (typeof value !== 'object') return null;
    const said = Object.entries(value).filter(([, text]) => text.trim() !== '');
    return said.length === 0 ? null : { ...parameter.default, ...Object.fromEntries(said) };
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return value < parameter.min || value > parameter.max ? null : value;
}

/** Of chosen values those that their parameters take: what does not fit is not remembered. */
export function fittingValues(
  parameters: readonly TemplateParameter[],
  values: ParameterValues,
): Record<string, ParameterValue> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const value = fittingValue(parameter, values[parameter.id]);
      return value === null ? [] : [[parameter.id, value]];
    }),
  );
}

interface Change {
  from: ParameterValue;
  to: ParameterValue;
  language: string;
}

function writeTarget(flow: FlowDocument, { node, path, phrase, per }: Target, change: Change): FlowDocument {
  const write = (old: Json): Json => {
    if (!phrase) {
      // A text of one language takes the word of that language.
      if (typeof change.to === 'object' && (typeof old === 'string' || path[0] === 'title'))
        return localizedText(change.to, change.language, ['en', 'de']);
      return jsonSchema.parse(change.to);
    }
    const reword = (text: string, language: string): string => {
      const words = phrase[language];
      if (words === undefined) return text;
      const said = (value: ParameterValue) => filled(words, value, language, per);
      return text.replaceAll(said(change.from), () => said(change.to));
    };
    if (typeof old === 'string') return reword(old, change.language);
    if (typeof old !== 'object' || old === null || Array.isArray(old)) return old;
    return Object.fromEntries(
      Object.entries(old).map(([language, text]) => [
        language,
        typeof text === 'string' ? reword(text, language) : text,
      ]),
    );
  };
  return {
    ...flow,
    nodes: flow.nodes.map((one) => (one.id === node ? { ...one, ...writtenNode(one, path, write) } : one)),
  };
}

/** The two parts of a node that parameters may write. */
function writtenNode(
  node: FlowDocument['nodes'][number],
  [part, ...path]: readonly string[],
  write: (old: Json) => Json,
): Partial<FlowDocument['nodes'][number]> {
  if (part === 'title') return { title: String(write(node.title ?? '')) };
  const config = writeAt(node.config, path, write);
  return typeof config === 'object' && config !== null && !Array.isArray(config) ? { config } : {};
}

function writeAt(value: Json, path: readonly string[], write: (old: Json) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return write(value);
  if (Array.isArray(value))
    return value.map((item, index) =>
      keyOf(item) === key || String(index) === key ? writeAt(item, rest, write) : item,
    );
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, [key]: writeAt(value[key] ?? null, rest, write) };
}

function filled(
  words: z.infer<typeof phraseSchema>,
  value: ParameterValue,
  language: string,
  per: number,
): string {
  const shown =
    typeof value === 'object'
      ? (value[language] ?? '')
      : typeof value === 'number'
        ? new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value / per)
        : value;
  if (typeof words === 'string') return words.replaceAll('{value}', () => shown);
  return (value === per ? words.one : words.other).replaceAll('{value}', () => shown);
}
