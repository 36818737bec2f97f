import type { TapeEntry } from '@/runtime/flow/execution';
import type { Environment } from '@/runtime/flow/facts';
import type { MessageOutcome, RecordedMessage } from './replay-messages';
import type { ActivityAnswer } from './simulation';

/**
 * Makes a recorded message of an execution's tape, to be run through a draft: the first message with its facts, what activities answered,
 * and what became of it before anybody else wrote or acted. `null` where the tape does not begin with a message, or its environment is gone.
 */
export function recordedMessageOf(
  executionId: string,
  tape: readonly TapeEntry[],
  environments: ReadonlyMap<string, Environment>,
): RecordedMessage | null {
  const [first] = tape;
  const environment = environments.get(first?.environmentHash ?? '');
  if (first?.event.type !== 'messageReceived' || first.facts.message === null || !environment) return null;
  const own = ownEntries(tape);
  return {
    id: executionId,
    at: first.event.at,
    facts: first.facts,
    environment,
    activities: answersOf(tape),
    outcome: outcomeOfTape(own),
    steps: own.flatMap(({ steps }) => steps),
  };
}

/** The part of a tape that comes of the first message alone: until an agent or the customer acts, or time moves a ticket that has its place. */
function ownEntries(tape: readonly TapeEntry[]): readonly TapeEntry[] {
  let isPlaced = false;
  const end = tape.findIndex(({ event, commands }, index) => {
    const isOthers =
      event.type === 'messageReceived' || event.type === 'handoffEnded' || event.type === 'cancelled';
    if (index > 0 && (isOthers || (event.type === 'timerFired' && isPlaced))) return true;
    isPlaced ||= commands.some(({ type }) => type === 'enqueueTicket' || type === 'closeTicket');
    return false;
  });
  return end < 0 ? tape : tape.slice(0, end);
}

function outcomeOfTape(tape: readonly TapeEntry[]): MessageOutcome {
  let place: string | null = null;
  let automaticReplies = 0;
  for (const command of tape.flatMap(({ commands }) => commands)) {
    if (command.type === 'enqueueTicket') place = command.queue;
    if (command.type === 'closeTicket') place = 'closed';
    if (command.type === 'sendMessage' && command.purpose === 'automatic') automaticReplies += 1;
  }
  const isWaiting = tape.at(-1)?.steps.at(-1)?.outcome === 'wait';
  return { place: place ?? (isWaiting ? 'waiting' : 'none'), automaticReplies };
}

function answersOf(tape: readonly TapeEntry[]): RecordedMessage['activities'] {
  const asked = new Map(
    tape
      .flatMap(({ commands }) => commands)
      .flatMap((command) => (command.type === 'callActivity' ? [[command.seq, command] as const] : [])),
  );
  return tape.flatMap(({ event, ignored }) => {
    if (ignored !== undefined || (event.type !== 'activityCompleted' && event.type !== 'activityFailed'))
      return [];
    const command = asked.get(event.seq);
    if (!command) return [];
    const { nodeId, activity, input } = command;
    const answer: ActivityAnswer =
      event.type === 'activityCompleted'
        ? { result: event.result }
        : { error: { code: event.code, message: event.message, timeout: event.timeout } };
    return [{ nodeId, activity, input, answer }];
  });
}
