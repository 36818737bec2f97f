import type { BecauseValue, NodeCommand } from '@/runtime/flow/execution';
import type { Environment } from '@/runtime/flow/facts';
import {
  type ConfigProblem,
  defineNode,
  type ExampleAnswer,
  end,
  go,
  type NodeContext,
  type Outcome,
  type OutcomeExtras,
  type PortDefinition,
  type WaitRequest,
  wait,
} from '@/runtime/flow/node-definition';
import { dueAfter } from '@/runtime/flow/opening-time';
import { nameForReaders } from '@/runtime/flow/reader-environment';
import { announcementCommands, announces, needsFigures } from './announcement';
import {
  type QueueConfig,
  type QueueFigures,
  type QueueMemory,
  queueConfigSchema,
  queueFiguresSchema,
  queueMemorySchema,
} from './queue-config';

/** Priorities as numbers, higher first. */
const PRIORITIES = { keep: null, low: -10, normal: 0, high: 10, urgent: 20 };
const MINUTE_MS = 60_000;
const ASK_MS = 5_000;

type Context = NodeContext<QueueConfig>;

/** Puts the ticket into a queue, where agents find it. */
export default defineNode({
  type: 'queue',
  version: 1,
  category: 'do',
  icon: 'IconInbox',
  config: queueConfigSchema,
  ports({ overflow, goOn, apart }) {
    const ports: PortDefinition[] = [];
    if (overflow) ports.push({ id: 'overflow', kind: 'exit' });
    if (goOn) ports.push({ id: 'ended', kind: 'exit' });
    if (goOn && apart) ports.push({ id: 'returned', kind: 'exit' }, { id: 'transferred', kind: 'exit' });
    return ports;
  },
  settles: true,
  waits: ({ goOn, overflow, overflowMinutes }) => goOn || (overflow && overflowMinutes > 0),
  summary: ({ queue }, { language }, environment) =>
    environment?.queues[queue]?.names?.[language ?? ''] ?? environment?.queues[queue]?.name ?? queue,
  problems: ({ overflow, overflowMinutes, overflowWaiting }): ConfigProblem[] =>
    overflow && overflowMinutes === 0 && overflowWaiting === 0
      ? [{ level: 'warning', path: ['overflowMinutes'], key: 'overflowNever' }]
      : [],
  exampleAnswers({ overflowWaiting: limit }) {
    const answers: ExampleAnswer[] = [
      { key: 'waiting', values: { position: 2 }, answer: { result: figures(1, 2) } },
    ];
    if (limit > 0)
      answers.push({
        key: 'full',
        values: { waiting: limit },
        answer: { result: figures(limit, limit + 1) },
      });
    return answers;
  },
  run(context) {
    const { overflow, overflowWaiting } = context.config;
    if (!overflow || overflowWaiting === 0) return enter(context);
    return wait([figuresRequest(context.config)], {
      remember: { stage: 'asking', overflowAt: null, announceAt: null },
      because: { key: 'asking', values: {} },
    });
  },
  resume(context) {
    const { event } = context;
    const memory = queueMemorySchema.safeParse(context.memory).data ?? LOST;
    if (memory.stage === 'asking') return enterUnlessFull(context);
    switch (event.type) {
      case 'handoffEnded':
        return handoffEnded(context, memory, event.reason);
      case 'timerFired':
        return timerFired(context, memory);
      default:
        return figuresCame(context, memory);
    }
  },
});

function figures(waiting: number, position: number): QueueFigures {
  return { waiting, position, expectedWaitMs: 4 * MINUTE_MS };
}

/** For a ticket that entered before this node kept a memory. */
const LOST: QueueMemory = { stage: 'queued', overflowAt: null, announceAt: null };

/** Without an answer the ticket is queued: it must not hang on a figure. */
function enterUnlessFull(context: Context): Outcome {
  const { config, event } = context;
  const figures = event.type === 'activityCompleted' ? queueFiguresSchema.safeParse(event.result) : null;
  const waiting = figures?.data?.waiting ?? 0;
  if (waiting < config.overflowWaiting) return enter(context);
  return go('overflow', {
    because: { key: 'full', values: { queue: queueName(context), waiting } },
    read: { waiting },
  });
}

function enter(context: Context): Outcome {
  const { config, clock, facts } = context;
  const commands: NodeCommand[] = [
    { type: 'enqueueTicket', queue: config.queue, priority: PRIORITIES[config.priority], reason: null },
  ];
  const tells = announces(context);
  const asks = tells && needsFigures(context);
  if (tells && !asks) commands.push(...announcementCommands(context, null));
  const repeats = tells && config.announceEvery > 0 && facts.message?.channelKind !== 'email';
  const memory: QueueMemory = {
    stage: 'queued',
    overflowAt: overflowTime(context),
    announceAt: repeats ? clock.now + config.announceEvery * MINUTE_MS : null,
  };
  const extras = { commands, because: { key: 'queued', values: { queue: queueName(context) } } };
  return stay(context, memory, asks, extras);
}

/** Waits for whatever may still happen here; where nothing may, the path ends. */
function stay({ config }: Context, memory: QueueMemory, asks: boolean, extras: OutcomeExtras): Outcome {
  const times = [memory.overflowAt, memory.announceAt].filter((at) => at !== null);
  const mayOverflow = config.overflow && config.overflowMinutes > 0;
  if (!config.goOn && !mayOverflow && times.length === 0 && !asks) return end(extras);
  const waits: WaitRequest[] = [{ for: 'handoff' }];
  if (asks) waits.push(figuresRequest(config));
  if (times.length > 0) waits.push({ for: 'timer', at: Math.min(...times) });
  return wait(waits, { ...extras, remember: memory });
}

function figuresRequest({ queue }: QueueConfig): WaitRequest {
  return { for: 'activity', activity: 'queue', input: { queue }, timeoutMs: ASK_MS };
}

function timerFired(context: Context, memory: QueueMemory): Outcome {
  const { config, clock } = context;
  // Entered before this node kept a memory: there was no other timer than the one for the overflow.
  const isOverflow = memory === LOST || (memory.overflowAt !== null && memory.overflowAt <= clock.now);
  if (!isWaiting(context)) {
    // Somebody has it already: neither overflow nor announcement has a reason any more.
    const idle: QueueMemory = { ...memory, overflowAt: null, announceAt: null };
    return stay(context, idle, false, { because: { key: 'taken', values: {} } });
  }
  if (isOverflow)
    return go('overflow', { because: { key: 'overflow', values: { minutes: config.overflowMinutes } } });
  return announceAgain(context, memory);
}

function announceAgain(context: Context, memory: QueueMemory): Outcome {
  const { config, clock } = context;
  const next: QueueMemory = {
    ...memory,
    announceAt: config.announceEvery > 0 ? clock.now + config.announceEvery * MINUTE_MS : null,
  };
  if (needsFigures(context)) return stay(context, next, true, { because: { key: 'asking', values: {} } });
  return stay(context, next, false, {
    commands: announcementCommands(context, null),
    because: { key: 'announced', values: {} },
  });
}

function figuresCame(context: Context, memory: QueueMemory): Outcome {
  const { event } = context;
  const figures = event.type === 'activityCompleted' ? queueFiguresSchema.safeParse(event.result).data : null;
  const commands = figures && isWaiting(context) ? announcementCommands(context, figures) : [];
  const because =
    commands.length > 0
      ? { key: 'announced', values: {} }
      : { key: figures ? 'taken' : 'noFigures', values: {} };
  return stay(context, memory, false, { commands, because });
}

function handoffEnded(
  context: Context,
  memory: QueueMemory,
  reason: 'closed' | 'returned' | 'transferred',
): Outcome {
  const { goOn, apart } = context.config;
  const because = { key: reason, values: {} };
  if (goOn) return go(apart && reason !== 'closed' ? reason : 'ended', { because, read: { reason } });
  if (reason !== 'returned') return end({ because });
  // It waits once more: its time begins anew.
  return stay(context, { ...memory, overflowAt: overflowTime(context) }, false, { because });
}

function isWaiting({ config, facts: { ticket } }: Context): boolean {
  return ticket.assignee === null && ticket.queue === config.queue && ticket.state !== 'closed';
}

/** When the ticket overflows; a calendar that is not bound or never opens must not keep it for ever, so every hour counts then. */
function overflowTime({ config, clock, environment }: Context): number | null {
  const { overflow, overflowMinutes, overflowCalendar } = config;
  if (!overflow || overflowMinutes === 0) return null;
  const hours = openingHours(overflowCalendar, environment);
  return dueAfter(hours, clock.now, overflowMinutes) ?? clock.now + overflowMinutes * MINUTE_MS;
}

function openingHours(slot: string | undefined, { calendars, holidays }: Environment) {
  const calendar = calendars[slot ?? ''];
  return calendar ? { calendar, holidays: holidays[calendar.holidays ?? ''] ?? NO_HOLIDAYS } : null;
}

const NO_HOLIDAYS = {};

function queueName({ config, environment }: Context): BecauseValue {
  return nameForReaders(environment.queues[config.queue], config.queue);
}
