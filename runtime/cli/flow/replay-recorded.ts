import { Duration } from 'luxon';
import { nodeRegistry } from '@/nodes/registry.generated';
import { DomainError } from '@/runtime/domain-error';
import { createFlowShelf } from '@/runtime/engine/flow-shelf';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { recordedMessagesOfFlow } from '@/runtime/library/recorded-executions';
import { type MessageComparison, replayMessages } from '@/runtime/scenarios/replay-messages';
import { standInPorts } from '@/runtime/scenarios/stand-in-ports';
import { findFlow } from '@/runtime/store/flows';

export interface ReplayRequest {
  draft: FlowDocument;
  /** The flow of this installation whose messages are taken; the draft's own id where missing. */
  of?: string;
  since: Date;
  /** node id -> port id */
  standIns: Readonly<Record<string, string>>;
}

export interface ReplayReport extends MessageComparison {
  flow: string;
  since: string;
  /** How many automatic replies more (or, below zero, fewer) there would have been. */
  automaticRepliesMore: number;
  /** Executions that do not begin with a message that is still stored. */
  skipped: number;
}

/**
 * What the recorded messages of this installation would have become with a draft. Needs a connected store and only reads it.
 * @throws DomainError `flowUnknown`, `standInNode`, `standInPort`
 */
export async function replayRecorded({ draft, of, since, standIns }: ReplayRequest): Promise<ReplayReport> {
  const flowId = of ?? draft.id;
  const record = await findFlow(flowId);
  if (!record)
    throw new DomainError(
      'notFound',
      'flowUnknown',
      `This installation has no flow "${flowId}"; name one of its flows with --of.`,
      { flow: flowId },
    );
  const interpreter = createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() });
  const { flow, standIn } = standInPorts(draft, nodeRegistry, standIns);
  const library = await createFlowShelf(interpreter, Date.now).library([], record.bindings);
  let skipped = 0;
  const recorded = recordedMessagesOfFlow(flowId, since, () => {
    skipped += 1;
  });
  const comparison = await replayMessages(flow, recorded, { interpreter, library, standIn });
  const { automaticRepliesBefore, automaticRepliesAfter } = comparison;
  return {
    flow: flowId,
    since: since.toISOString(),
    ...comparison,
    automaticRepliesMore: automaticRepliesAfter - automaticRepliesBefore,
    skipped,
  };
}

/** `7d`, `12h`, `2w` or an ISO 8601 duration (`P7D`) before `now`. Error: `durationInvalid`. */
export function sinceOf(last: string, now: Date): Date {
  const short = /^(\d{1,4})([hdw])$/.exec(last);
  const unit = { h: 'hours', d: 'days', w: 'weeks' }[short?.[2] ?? ''];
  const duration = short && unit ? Duration.fromObject({ [unit]: Number(short[1]) }) : Duration.fromISO(last);
  if (!duration.isValid || duration.toMillis() <= 0)
    throw new DomainError('invalid', 'durationInvalid', `"${last}" is not a time such as 7d, 12h or P1M.`, {
      last,
    });
  return new Date(now.getTime() - duration.toMillis());
}

/** `node=port` pairs. Error: `standInUnreadable`. */
export function readStandIns(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, node, port] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (node === undefined || port === undefined)
        throw new DomainError('invalid', 'standInUnreadable', `"${pair}" does not read NODE=PORT.`, { pair });
      return [node, port];
    }),
  );
}
