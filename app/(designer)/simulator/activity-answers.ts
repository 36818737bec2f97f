import * as z from 'zod';
import type { CompiledNode } from '@/runtime/flow/compile';
import type { ActivityAnswer } from '@/runtime/scenarios/simulation';

/** An answer that a person can give in place of an activity. */
export interface AnswerChoice {
  key: string;
  /** The author's own words; `null`: `answers.<key>` of the simulator's texts. */
  label: string | null;
  answer: ActivityAnswer;
}

/** Nodes that sort by examples say so by `sorts` and keep their categories like this; their activity answers with one. */
const learntSchema = z.object({
  categories: z.array(
    z.object({ id: z.string(), name: z.string().default(''), examples: z.array(z.string()).default([]) }),
  ),
});

/** Key of the answer that a person writes himself, as JSON. */
export const OWN_ANSWER = 'own';

/** What an activity of this node may be answered with: a category each where it sorts, else an answer written by hand; and always that it fails. */
export function answerChoices(node: CompiledNode): AnswerChoice[] {
  const sorted = node.invalid === null ? node.definition?.sorts?.(node.config) : undefined;
  const categories: AnswerChoice[] = (sorted?.options ?? []).map(({ value, label }) => ({
    key: `category ${value}`,
    label,
    answer: { result: { category: value, confidence: 1, engine: 'builtIn' } },
  }));
  const unsure: AnswerChoice[] = sorted
    ? [
        {
          key: 'unsure',
          label: null,
          answer: { result: { category: null, confidence: 0, engine: 'builtIn' } },
        },
      ]
    : [{ key: OWN_ANSWER, label: null, answer: { result: {} } }];
  return [
    ...categories,
    ...unsure,
    {
      key: 'error',
      label: null,
      answer: { error: { code: 'simulated', message: 'This failure was chosen in the simulator.' } },
    },
    {
      key: 'timeout',
      label: null,
      answer: { error: { code: 'timeout', message: 'No answer in time.', timeout: true } },
    },
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
  const { classify, trainClassifier } = await import('@/runtime/classifier');
  const categories = config.data.categories.map(({ id, name, examples }) => ({
    id,
    label: name || id,
    examples,
  }));
  const { label, confidence } = classify(trainClassifier(categories), text.data.text);
  return { result: { category: label, confidence, engine: 'builtIn' } };
}
