import { DateTime } from 'luxon';
import type { TapeEntry } from '@/runtime/flow/execution';
import type { Environment } from '@/runtime/flow/facts';
import { recordScenario, replacePeopleOf } from '@/runtime/scenarios/record-scenario';
import type { Scenario, ScenarioEvent } from '@/runtime/scenarios/scenario';

/** One execution of a ticket with the environment it began in. */
export interface RecordedWalk {
  tape: readonly TapeEntry[];
  environment: Environment;
}

/**
 * Makes one scenario of all walks of a ticket, in their order: each of them began because the ticket was opened again. Where
 * an agent had closed it without the flow knowing (nothing waited for him), he does so in the scenario too.
 * @param closedAt when agents closed the ticket, epoch milliseconds
 */
export function recordWalks(
  walks: readonly [RecordedWalk, ...RecordedWalk[]],
  closedAt: readonly number[],
  name: string,
): Scenario {
  const [first, ...later] = walks;
  // One for all: who told his name in the first letter is known in the second.
  const replacement = replacePeopleOf(
    walks.flatMap(({ tape }) => tape),
    first.environment,
  );
  const scenario = recordScenario(first.tape, { name, environment: first.environment, replacement });
  const events = [...scenario.events];
  let before = first;
  for (const walk of later) {
    const begun = walk.tape[0]?.event.at ?? 0;
    events.push(...closing(before, begun, closedAt));
    const recorded = recordScenario(walk.tape, { name, environment: walk.environment, replacement });
    events.push({ clock: recorded.at }, ...recorded.events);
    before = walk;
  }
  return { ...scenario, events };
}

/** What an agent did between two walks, where the tape of the first does not tell it. */
function closing(
  { tape, environment }: RecordedWalk,
  begun: number,
  closedAt: readonly number[],
): ScenarioEvent[] {
  const ended = tape.at(-1)?.event.at ?? 0;
  const told = tape.some(({ event }) => event.type === 'handoffEnded' && event.reason === 'closed');
  const at = closedAt.find((one) => one >= ended && one <= begun);
  if (told || at === undefined) return [];
  const zone = environment.installation.timeZone;
  const clock = DateTime.fromMillis(at, { zone }).toISO({ suppressMilliseconds: false }) ?? '';
  return [{ clock }, { agent: 'close' }];
}
