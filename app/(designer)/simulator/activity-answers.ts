import * as z from 'zod';
import type { ClassifierModel } from '@/runtime/classifier';
import type { CompiledNode } from '@/runtime/flow/compile';
import { exampleAnswers } from '@/runtime/flow/example-answers';
import type { Translate } from '@/runtime/flow/node-definition';
import type { ActivityAnswer } from '@/runtime/scenarios/simulation';

/** An answer that a person can give in place of an activity. */
export interface AnswerChoice {
  key: string;
  /** `null`: the answer is written by hand. */
  label: string | null;
  answer: ActivityAnswer;
}

/** Nodes that sort by examples say so by `sorts` and keep their categories like this; their activity answers with one. */
const learntSchema = z.object({
  categories: z.array(
    z.object({ id: z.string(), name: z.string().default(''), examples: z.array(z.string()).default([]) }),
  ),
  /** Several categories may fit one message. */
  multiple: z.boolean().default(false),
});

/** Key of the answer that a person writes himself, as JSON. */
export const OWN_ANSWER = 'own';

/**
 * What an activity of this node may be answered with: the examples that its type gives, that it fails or takes too long,
 * and an answer written by hand.
 * @param words the texts of the node's type
 */
export function answerChoices(node: CompiledNode, words: Translate): AnswerChoice[] {
  const { definition, config, invalid } = node;
  const offered = definition && invalid === null ? exampleAnswers(definition, config, words) : [];
  return [
    ...offered.map(({ id, label, answer }) => ({ key: id, label, answer })),
    { key: OWN_ANSWER, label: null, answer: { result: {} } },
  ];
}

/**
 * Answers an activity by the built-in classifier, here in the browser, where its node sorts by examples; `null` for every
 * other one: a person answers it, or the clock.
 */
export async function answerBuiltIn(
  node: CompiledNode | undefined,
  input: unknown,
): Promise<ActivityAnswer | null> {
  const text = z.object({ text: z.string() }).safeParse(input);
  const config = learntSchema.safeParse(node?.config);
  if (!node?.definition?.sorts || !text.success || !config.success) return null;
  const [{ trainClassifier }, { judgeMessage }] = await Promise.all([
    import('@/runtime/classifier'),
    import('@/runtime/classifier/judge-message'),
  ]);
  const categories = config.data.categories.map(({ id, name, examples }) => ({
    id,
    label: name || id,
    examples,
  }));
  // Learning takes a fifth of a second: a hundred scenarios of one flow learn once.
  const key = JSON.stringify(categories);
  const model = learnt?.key === key ? learnt.model : trainClassifier(categories);
  learnt = { key, model };
  const judgement = judgeMessage(model, text.data.text, config.data.multiple);
  return { result: { ...judgement, engine: 'builtIn' } };
}

let learnt: { key: string; model: ClassifierModel } | null = null;
