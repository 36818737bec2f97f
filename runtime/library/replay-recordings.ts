import type { Environment } from '@/runtime/flow/facts';
import { recordedMessageOf } from '@/runtime/scenarios/recorded-message';
import type { RecordedMessage } from '@/runtime/scenarios/replay-messages';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { readFlow } from './read-flow';
import { readTapes } from './recorded-executions';

/** Messages that one replay takes at most: a picture of a month needs no more, and a browser holds their results. */
export const MOST_REPLAYED = 5_000;
/** Messages that are read at once. */
export const MOST_READ = 100;

/** Which recorded messages of a flow a replay takes: those of the last days, or the last so many. */
export type ReplayRange = { days: number } | { last: number };

export interface ReplaySelection {
  /** Executions, newest first. */
  ids: string[];
  /** There were more in the range than a replay takes. */
  capped: boolean;
}

/** Names the executions whose messages a replay would take. Reads only. Error: `flowNotFound`. */
export async function selectForReplay(
  flowId: string,
  range: ReplayRange,
  now: Date,
): Promise<ReplaySelection> {
  await readFlow(flowId);
  const most = 'last' in range ? Math.min(range.last, MOST_REPLAYED) : MOST_REPLAYED;
  const since = 'days' in range ? { createdAt: { $gte: daysBefore(now, range.days) } } : {};
  const found = await Executions.find({ flowId, ...since })
    .select('_id')
    .sort({ createdAt: -1 })
    .limit(most + 1)
    .lean<{ _id: string }[]>()
    .exec();
  return { ids: found.slice(0, most).map(({ _id }) => _id), capped: 'days' in range && found.length > most };
}

export interface RecordedBatch {
  /** In the order asked for; environments are named by their hash, because most messages share one. */
  messages: (Omit<RecordedMessage, 'environment'> & { environmentHash: string })[];
  environments: Record<string, Environment>;
  /** Executions that do not begin with a message that is still stored. */
  skipped: number;
}

/** The recorded messages of some executions of a flow, to be run through a draft. Reads only. */
export async function readForReplay(flowId: string, ids: readonly string[]): Promise<RecordedBatch> {
  const found = await Executions.find({ flowId, _id: { $in: ids.slice(0, MOST_READ) } })
    .lean<ExecutionRecord[]>()
    .exec();
  const { tapes, environments } = await readTapes(found);
  const byId = new Map(found.map(({ _id }, index) => [_id, tapes[index] ?? []]));
  const used = new Map<string, Environment>();
  const messages = ids.flatMap((id) => {
    const recorded = recordedMessageOf(id, byId.get(id) ?? [], environments);
    if (!recorded) return [];
    const { environment, ...message } = recorded;
    used.set(environment.hash, environment);
    return [{ ...message, environmentHash: environment.hash }];
  });
  return { messages, environments: Object.fromEntries(used), skipped: ids.length - messages.length };
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}
