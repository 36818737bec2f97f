import type { Command, FlowEvent } from '@/runtime/flow/execution';
import type { OutboxEntry } from '@/runtime/store/executions';
import { newId } from '@/runtime/store/new-id';
import type { TicketRecord } from '@/runtime/store/tickets';
import type { ActivityRunner } from './activity-runner';
import { applyWalk, type CommittedExecution, keepEnvironments } from './commit-executions';
import type { EngineContext } from './engine-context';
import type { InstallationSnapshot } from './environment-source';
import { performActivity } from './perform-activity';
import { settledWithin } from './settled-within';
import { ticketSurroundings } from './ticket-surroundings';
import { ticketWithCommands } from './ticket-with-commands';
import { isBusy, type LoadedExecution, type WalkResult, walkExecutions } from './walk-executions';

/** A new execution that was walked before anything of it was stored. */
export interface FirstWalk {
  /** The execution as it is to be inserted, with everything that its commands still owe. */
  committed: CommittedExecution;
  /** The ticket as its commands leave it: inserted like this, none of them has to be carried out on it. */
  ticket: TicketRecord;
  /** Whether the ticket was inserted like this. */
  ticketDone: boolean;
  /** The activity that it waits for, where that is at work already. */
  begun: { seq: number; event: Promise<FlowEvent> } | null;
}

/** Rounds of activities that answer at once; a flow with more of them goes on after it is stored. */
const maxRounds = 5;

/**
 * Walks new executions as far as they come without anybody waiting for them: what would be an insert and several updates
 * of execution and ticket becomes one insert of each. Nothing is stored here. Whatever takes longer than
 * `limits.firstWalkMs` (an expression in its own process, a model server) keeps no other message from its ticket: it
 * goes on after it is stored, by the way that every later event takes.
 */
export async function walkFirst(
  context: EngineContext,
  activities: Pick<ActivityRunner, 'room'>,
  started: LoadedExecution[],
  installation: InstallationSnapshot,
): Promise<Map<string, FirstWalk>> {
  const walks = new Map<string, FirstWalk>();
  const commit = newId(context.now());
  let open = patienceOf(context) > 0 ? started : [];
  for (let round = 0; open.length > 0 && round < maxRounds; round += 1) {
    const results = await walkInTime(context, open);
    const kept = results.filter((result) => keepWalk(context, walks, result, commit, installation));
    open = await answersInTime(
      context,
      activities,
      kept.flatMap(({ execution }) => walks.get(execution._id) ?? []),
    );
  }
  await keepEnvironments(
    context,
    [...walks.values()].map(({ committed }) => committed),
  );
  return walks;
}

/** Leases run from the beginning of a walk: its rounds together must leave most of them. */
function patienceOf({ limits }: EngineContext): number {
  return Math.min(limits.firstWalkMs, limits.leaseMs / (4 * maxRounds));
}

/** Walks that are not done in time go on; who advances the execution later finds them under `walking`. */
async function walkInTime(context: EngineContext, open: LoadedExecution[]): Promise<Walked[]> {
  const walking = open.map((one) => walkExecutions(context, [one]));
  const settled = await settledWithin(walking, patienceOf(context));
  return settled.flatMap((results, index): Walked[] => {
    const one = open[index];
    if (results === undefined && one) one.walking = walking[index];
    return (results ?? []).flatMap((result) => (result.kind === 'walked' ? [result.walked] : []));
  });
}

type Walked = Extract<WalkResult, { kind: 'walked' }>['walked'];

/** Gives whether it was kept; what is not is walked again when it is stored. */
function keepWalk(
  context: EngineContext,
  walks: Map<string, FirstWalk>,
  walked: Walked,
  commit: string,
  installation: InstallationSnapshot,
): boolean {
  const committed = applyWalk(context, walked, commit);
  const surroundings = ticketSurroundings(context, walked, installation);
  const ticket = ticketWithCommands(walked.ticket, walked.advance.commands, surroundings);
  if (ticket === null) return false;
  const { execution } = committed;
  walks.set(execution._id, {
    committed: { ...committed, outbox: execution.outbox },
    ticket,
    ticketDone: false,
    begun: null,
  });
  return true;
}

/** Begins the activities that executions wait for; gives those that are answered in time, with their answers. */
async function answersInTime(
  context: EngineContext,
  activities: Pick<ActivityRunner, 'room'>,
  walks: FirstWalk[],
): Promise<LoadedExecution[]> {
  const waiting = walks.flatMap((walk) => {
    const call = onlyCall(walk);
    return call ? [{ walk, call }] : [];
  });
  const answered: LoadedExecution[] = [];
  for (let done = 0; done < waiting.length; ) {
    const begun = waiting.slice(done, done + activities.room());
    if (begun.length === 0) break;
    done += begun.length;
    const events = begun.map(({ walk, call }) => perform(context, walk, call));
    const settled = await settledWithin(events, patienceOf(context));
    await context.reached('admit:activities');
    for (const [index, { walk, call }] of begun.entries()) {
      const event = settled[index];
      const { execution, customer, message } = walk.committed;
      if (event)
        answered.push({
          execution,
          ticket: walk.ticket,
          customer,
          message,
          result: { seq: call.seq, event },
        });
    }
    // Some take their time: the others are begun when there is room for them.
    if (settled.includes(undefined)) break;
  }
  return answered;
}

function perform(context: EngineContext, walk: FirstWalk, call: OpenCall): Promise<FlowEvent> {
  const { execution, ticket, customer, message } = walk.committed;
  const event = performActivity(context, {
    flowId: execution.state?.flowId ?? execution.flowId,
    flowVersion: execution.state?.flowVersion ?? execution.flowVersion,
    command: call.command,
    loaded: { execution, ticket, customer, message },
  });
  walk.begun = { seq: call.seq, event };
  return event;
}

type OpenCall = OutboxEntry & { command: Extract<Command, { type: 'callActivity' }> };

/** The one activity that an execution waits for, where its answer may be taken before anything is stored. */
function onlyCall({ committed: { execution } }: FirstWalk): OpenCall | null {
  if (!isBusy(execution)) return null;
  const calls = execution.outbox.filter((entry): entry is OpenCall => entry.command.type === 'callActivity');
  // These change facts beyond the ticket: they are carried out before the next event is taken.
  const isOpenEnded = execution.outbox.some(
    ({ command }) => command.type === 'setCustomerFields' || command.type === 'mergeTicket',
  );
  const [call, ...more] = calls;
  return call && more.length === 0 && !isOpenEnded ? call : null;
}
