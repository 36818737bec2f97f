import type { ActivityCall, ActivityClients, ActivityDefinition } from '@/runtime/flow/activity';
import { ActivityError } from '@/runtime/flow/activity';
import type { ActivityAnswer, ActivityQuestion } from './simulation';

/** What an activity is asked; where in a flow it is asked makes no difference. */
export type LocalQuestion = Omit<ActivityQuestion, 'flow' | 'nodeId'>;

/**
 * Answers activities by performing them without any network: the built-in classifier works, everything that would reach outside
 * fails with `noNetwork`. For the command line and tests; server only, like the activities themselves.
 */
export function performLocally(
  activities: ReadonlyMap<string, ActivityDefinition>,
): (question: LocalQuestion) => Promise<ActivityAnswer> {
  return async (question) => {
    const definition = activities.get(question.activity);
    if (!definition)
      return { error: { code: 'unknownActivity', message: `There is no activity "${question.activity}".` } };
    try {
      return { result: await definition.perform(question.input, callFor(question)) };
    } catch (error) {
      const code = error instanceof ActivityError ? error.code : 'failed';
      const message = error instanceof Error ? error.message : String(error);
      return { error: { code, message } };
    }
  };
}

let questions = 0;

function callFor({ config, idempotencyKey, now }: LocalQuestion): ActivityCall {
  const executionId = idempotencyKey.split(':', 1)[0] ?? '';
  return {
    signal: new AbortController().signal,
    idempotencyKey,
    executionId,
    ticketId: 'ticket',
    // A node of its own for every question: trials of different flows must not answer for each other.
    node: `${idempotencyKey} ${questions++}`,
    config,
    now,
    clients: offlineClients(),
  };
}

function offlineClients(): ActivityClients {
  const refuse = async (): Promise<never> => {
    throw new ActivityError(
      'noNetwork',
      'Nothing outside is reached here. Give the scenario an answer for this node.',
    );
  };
  return {
    model: null,
    spend: async () => undefined,
    request: refuse,
    queueState: refuse,
    countInWindow: refuse,
    findCustomer: async () => null,
    openTickets: async () => [],
    chatLink: async (slot) => `https://chat.example.com/${slot}`,
    log: () => undefined,
  };
}
