import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { ActivityDefinition } from '@/runtime/flow/activity';
import type { Json } from '@/runtime/flow/json';
import { defineNode, fail, go, type NodeRegistry, wait } from '@/runtime/flow/node-definition';

// For tests of this folder: a node that waits, a node that asks, and the activity behind it.

/** A node that waits. */
const waitNode = defineNode({
  type: 'test-wait',
  version: 1,
  category: 'do',
  icon: 'IconClock',
  config: z.object({ ms: z.number() }),
  ports: [{ id: 'next', kind: 'exit' }],
  run: ({ clock, config }) => wait([{ for: 'timer', at: clock.now + config.ms }]),
  resume: () => go('next'),
});

const askConfig = z.object({ timeoutMs: z.number().default(2000) });

/** A node that asks an activity, keeps the answer in a ticket field, and fails with it. */
const askNode = defineNode({
  type: 'test-ask',
  version: 1,
  category: 'think',
  icon: 'IconQuestionMark',
  config: askConfig,
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  run: ({ config, facts }) =>
    wait([
      {
        for: 'activity',
        activity: 'test-ask',
        input: { subject: facts.message?.subject ?? '' },
        timeoutMs: config.timeoutMs,
      },
    ]),
  resume({ event }) {
    if (event.type === 'activityCompleted') {
      return go('next', { commands: [{ type: 'setTicketFields', fields: { answer: event.result } }] });
    }
    return fail(
      event.type === 'activityFailed' ? event.code : 'noAnswer',
      event.type === 'activityFailed' ? event.message : '',
    );
  },
});

export const testRegistry: NodeRegistry = new Map([
  ...nodeRegistry,
  [askNode.type, askNode],
  [waitNode.type, waitNode],
]);

/** The activity behind `test-ask`. */
export function askActivity(
  perform: (subject: string, attempt: number) => Promise<Json>,
  retry = { attempts: 1, firstDelayMs: 1 },
): ReadonlyMap<string, ActivityDefinition> {
  const input = z.object({ subject: z.string() });
  let attempt = 0;
  return new Map([
    [
      'test-ask',
      {
        name: 'test-ask',
        input,
        retry,
        perform(value) {
          attempt += 1;
          return perform(input.parse(value).subject, attempt);
        },
      },
    ],
  ]);
}
