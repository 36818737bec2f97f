import type { TapeEntry } from '@/runtime/flow/execution';
import type { Environment } from '@/runtime/flow/facts';
import { recordedMessageOf } from '@/runtime/scenarios/recorded-message';
import type { RecordedMessage } from '@/runtime/scenarios/replay-messages';
import { Environments } from '@/runtime/store/environments';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { factsOfTape } from '@/runtime/store/tape-facts';

/** Whole tapes, and the environments that they name by their hash. */
export interface RecordedTapes {
  /** By execution, in the order asked for. */
  tapes: TapeEntry[][];
  environments: ReadonlyMap<string, Environment>;
}

/** Puts the messages back into the tapes of executions and reads the environments they were decided in. Reads only. */
export async function readTapes(
  executions: readonly Pick<ExecutionRecord, 'tape'>[],
  known: Map<string, Environment> = new Map(),
): Promise<RecordedTapes> {
  const records = executions.flatMap(({ tape }) => tape);
  const ids = [...new Set(records.flatMap(({ facts }) => facts.messageId ?? []))];
  const hashes = [...new Set(records.map(({ environmentHash }) => environmentHash))];
  const missing = hashes.filter((hash) => !known.has(hash));
  const [messages, environments] = await Promise.all([
    ids.length === 0
      ? []
      : Messages.find({ _id: { $in: ids } })
          .lean<MessageRecord[]>()
          .exec(),
    missing.length === 0
      ? []
      : Environments.find({ _id: { $in: missing } })
          .lean<{ _id: string; environment: Environment }[]>()
          .exec(),
  ]);
  const byId = new Map(messages.map((message) => [message._id, message]));
  for (const { _id, environment } of environments) known.set(_id, environment);
  const tapes = executions.map(({ tape }) =>
    tape.map(
      ({ facts, ...entry }): TapeEntry => ({
        ...entry,
        facts: factsOfTape(facts, byId.get(facts.messageId ?? '') ?? null),
      }),
    ),
  );
  return { tapes, environments: known };
}

/** Executions whose tapes are in memory at the same time. */
const batchSize = 100;

/**
 * The messages that a flow received since a moment, oldest first, with what was answered and what became of them: to be run
 * through a draft of it. Reads only. `skipped` is called for executions that do not begin with a message that is still stored.
 */
export async function* recordedMessagesOfFlow(
  flowId: string,
  since: Date,
  skipped: (executionId: string) => void = () => undefined,
): AsyncGenerator<RecordedMessage> {
  const environments = new Map<string, Environment>();
  const found = await Executions.find({ flowId, createdAt: { $gte: since } })
    .select('_id')
    .sort({ createdAt: 1 })
    .lean<{ _id: string }[]>()
    .exec();
  for (let begun = 0; begun < found.length; begun += batchSize) {
    const ids = found.slice(begun, begun + batchSize).map(({ _id }) => _id);
    const executions = await Executions.find({ _id: { $in: ids } })
      .sort({ createdAt: 1 })
      .lean<ExecutionRecord[]>()
      .exec();
    const { tapes } = await readTapes(executions, environments);
    for (const [index, { _id }] of executions.entries()) {
      const recorded = recordedMessageOf(_id, tapes[index] ?? [], environments);
      if (recorded) yield recorded;
      else skipped(_id);
    }
  }
}
