import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import type { NodeCommand } from '@/runtime/flow/execution';
import {
  defineNode,
  end,
  go,
  type PortDefinition,
  type WaitRequest,
  wait,
} from '@/runtime/flow/node-definition';

const config = z.object({
  queue: slotField('queue'),
  priority: z.enum(['keep', 'low', 'normal', 'high', 'urgent']).default('keep').meta({ widget: 'select' }),
  overflow: z.boolean().default(false).meta({ widget: 'switch', advanced: true }),
  overflowMinutes: z
    .int()
    .min(1)
    .max(43_200)
    .default(60)
    .meta({ widget: 'number', showWhen: { overflow: [true] }, advanced: true }),
  goOn: z.boolean().default(false).meta({ widget: 'switch', advanced: true }),
});

/** Priorities as numbers, higher first. */
const PRIORITIES = { keep: null, low: -10, normal: 0, high: 10, urgent: 20 };
const MINUTE_MS = 60_000;

/** Puts the ticket into a queue, where agents find it. */
export default defineNode({
  type: 'queue',
  version: 1,
  category: 'do',
  icon: 'IconInbox',
  config,
  ports({ overflow, goOn }) {
    const ports: PortDefinition[] = [];
    if (overflow) ports.push({ id: 'overflow', kind: 'exit' });
    if (goOn) ports.push({ id: 'ended', kind: 'exit' });
    return ports;
  },
  settles: true,
  summary: ({ queue }, _translate, environment) => environment?.queues[queue]?.name ?? queue,
  run({ config, clock, environment }) {
    const { queue, priority, overflow, overflowMinutes, goOn } = config;
    const commands: NodeCommand[] = [
      { type: 'enqueueTicket', queue, priority: PRIORITIES[priority], reason: null },
    ];
    const because = { key: 'queued', values: { queue: environment.queues[queue]?.name ?? queue } };
    if (!overflow && !goOn) return end({ commands, because });
    const waits: WaitRequest[] = [{ for: 'handoff' }];
    if (overflow) waits.push({ for: 'timer', at: clock.now + overflowMinutes * MINUTE_MS });
    return wait(waits, { commands, because });
  },
  resume({ config, event, facts }) {
    if (event.type !== 'timerFired') {
      return config.goOn
        ? go('ended', { because: { key: 'ended', values: {} } })
        : end({ because: { key: 'ended', values: {} } });
    }
    const { ticket } = facts;
    const isWaiting = ticket.assignee === null && ticket.queue === config.queue && ticket.state !== 'closed';
    if (isWaiting)
      return go('overflow', { because: { key: 'overflow', values: { minutes: config.overflowMinutes } } });
    // Somebody has it already: the overflow has lost its reason, the end of the hand-over still counts.
    return config.goOn
      ? wait([{ for: 'handoff' }], { because: { key: 'taken', values: {} } })
      : end({ because: { key: 'taken', values: {} } });
  },
});
