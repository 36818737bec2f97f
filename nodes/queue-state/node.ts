import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import { defineNode, fail, go, wait } from '@/runtime/flow/node-definition';

const config = z.object({
  queue: slotField('queue'),
  waiting: z.int().min(0).max(100_000).default(20).meta({ widget: 'number' }),
  longestWaitMinutes: z.int().min(0).max(43_200).default(0).meta({ widget: 'duration' }),
  needsAgent: z.boolean().default(false).meta({ widget: 'switch' }),
});
type Config = z.infer<typeof config>;

const stateSchema = z.object({ waiting: z.number(), longestWaitMs: z.number(), agentsAvailable: z.number() });

/** Asks how busy a queue is. */
export default defineNode({
  type: 'queue-state',
  version: 1,
  category: 'decide',
  icon: 'IconUsersGroup',
  config,
  ports: [
    { id: 'free', kind: 'exit' },
    { id: 'busy', kind: 'exit' },
    { id: 'timeout', kind: 'timeout' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ queue }, _translate, environment) => environment?.queues[queue]?.name ?? queue,
  variables: () => [
    { name: 'queueWaiting', type: 'number' },
    { name: 'queueWaitMinutes', type: 'number' },
    { name: 'queueAgents', type: 'number' },
  ],
  problems: ({ waiting, longestWaitMinutes, needsAgent }) =>
    waiting === 0 && longestWaitMinutes === 0 && !needsAgent
      ? [{ level: 'warning', path: ['waiting'], key: 'nothing' }]
      : [],
  exampleAnswers: ({ waiting, longestWaitMinutes }) => [
    { key: 'free', answer: { result: { waiting: 0, longestWaitMs: 0, agentsAvailable: 3 } } },
    {
      key: 'busy',
      answer: {
        result: {
          waiting: Math.max(waiting, 1) + 5,
          longestWaitMs: (longestWaitMinutes + 10) * 60_000,
          agentsAvailable: 0,
        },
      },
    },
  ],
  run: ({ config: { queue } }) =>
    wait([{ for: 'activity', activity: 'queue-state', input: { queue }, timeoutMs: 10_000 }]),
  resume({ config, event }) {
    if (event.type === 'activityFailed') {
      return event.timeout
        ? go('timeout', { because: { key: 'timeout', values: {} } })
        : fail(event.code, event.message);
    }
    const state = event.type === 'activityCompleted' ? stateSchema.safeParse(event.result) : null;
    if (!state?.success) return fail('badAnswer', 'The state of the queue could not be read.');
    const { waiting, longestWaitMs, agentsAvailable: agents } = state.data;
    const minutes = Math.floor(longestWaitMs / 60_000);
    const values = { waiting, minutes, agents };
    const reason = reasonForBusy(config, values);
    const set = { queueWaiting: waiting, queueWaitMinutes: minutes, queueAgents: agents };
    return go(reason === null ? 'free' : 'busy', {
      because: { key: reason ?? 'free', values },
      set,
      read: values,
    });
  },
});

function reasonForBusy(
  config: Config,
  { waiting, minutes, agents }: { waiting: number; minutes: number; agents: number },
): string | null {
  if (config.needsAgent && agents === 0) return 'nobody';
  if (config.waiting > 0 && waiting >= config.waiting) return 'tooMany';
  return config.longestWaitMinutes > 0 && minutes >= config.longestWaitMinutes ? 'tooLong' : null;
}
