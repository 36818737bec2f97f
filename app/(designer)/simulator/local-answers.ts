import type { Json } from '@/runtime/flow/json';
import type { ActivityAnswer, ActivityQuestion, AnswerActivity } from '@/runtime/scenarios/simulation';
import { answerBuiltIn } from './activity-answers';

/** A question as the server is asked it: without the flow, plain JSON. */
export interface LocalQuestion {
  activity: string;
  input: Json;
  config: Json;
  idempotencyKey: string;
  now: number;
}

/** Asks the server to answer an activity without reaching anything outside. */
export type AskServer = (question: LocalQuestion) => Promise<ActivityAnswer>;

/**
 * Answers every activity that needs nothing outside, as scenarios of the command line are answered: the classifier here,
 * the others by the server. What would reach outside fails there with `noNetwork`.
 */
export function localAnswers(ask: AskServer): AnswerActivity {
  return async (question) =>
    (await answerBuiltIn(question.flow.nodes.get(question.nodeId), question.input)) ?? ask(askedOf(question));
}

function askedOf({ activity, input, config, idempotencyKey, now }: ActivityQuestion): LocalQuestion {
  // Configs are parsed JSON with defaults; a copy drops what JSON does not know.
  return { activity, input, config: JSON.parse(JSON.stringify(config ?? null)), idempotencyKey, now };
}
