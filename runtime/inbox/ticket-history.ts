import type { TapeStep } from '@/runtime/flow/execution';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { type NodeTexts, translatorOf } from '@/runtime/flow/node-translate';
import { stepSentence } from '@/runtime/flow/step-sentence';
import { findExecutionsOfTicket } from '@/runtime/store/executions';
import { type FlowVersionRecord, FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { findChangesOfTicket, type TicketChangeKind } from '@/runtime/store/ticket-changes';

/** One thing that happened to a ticket: a node decided, or a person did something. */
export type HistoryEntry =
  | {
      by: 'flow';
      at: Date;
      flowId: string;
      flowName: string;
      flowVersion: number;
      nodeId: string;
      nodeTitle: string;
      outcome: TapeStep['outcome'];
      /** Why, in the reader's language; null where the node gave no reason. */
      sentence: string | null;
    }
  | {
      by: 'person';
      at: Date;
      name: string;
      kind: TicketChangeKind;
      detail: string | null;
      otherTicketId: string | null;
      undone: boolean;
    };

/**
 * "Why is this here?": the tapes of every walk of the ticket and what people did with it, oldest first. The sentences
 * come from the node types' own texts.
 */
export async function readTicketHistory(
  ticketId: string,
  language: string,
  nodeTexts: NodeTexts,
): Promise<HistoryEntry[]> {
  const [executions, changes] = await Promise.all([
    findExecutionsOfTicket(ticketId),
    findChangesOfTicket(ticketId),
  ]);
  const steps = executions.flatMap(({ tape }) =>
    withoutAnsweredWaits(tape.flatMap((record) => record.steps)),
  );
  const flows = await readFlows(steps);
  const entries: HistoryEntry[] = [
    ...steps.map((step) => flowEntry(step, flows, language, nodeTexts)),
    ...changes.map(
      ({ at, by, kind, detail, otherTicketId, undone }): HistoryEntry => ({
        by: 'person',
        at,
        name: by.name,
        kind,
        detail,
        otherTicketId: otherTicketId ?? null,
        undone,
      }),
    ),
  ];
  return entries.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** That a node waited is worth a line only while it still does, or where it says why. */
function withoutAnsweredWaits(steps: TapeStep[]): TapeStep[] {
  return steps.filter(
    (step, index) =>
      step.outcome !== 'wait' ||
      step.because !== null ||
      !steps.slice(index + 1).some(({ nodeId }) => nodeId === step.nodeId),
  );
}

async function readFlows(steps: TapeStep[]): Promise<Map<string, FlowDocument>> {
  const ids = [...new Set(steps.map(({ flowId, flowVersion }) => flowVersionId(flowId, flowVersion)))];
  if (ids.length === 0) return new Map();
  const versions = await FlowVersions.find({ _id: { $in: ids } })
    .lean<FlowVersionRecord[]>()
    .exec();
  return new Map(versions.map(({ _id, document }) => [_id, document]));
}

function flowEntry(
  step: TapeStep,
  flows: Map<string, FlowDocument>,
  language: string,
  nodeTexts: NodeTexts,
): HistoryEntry {
  const flow = flows.get(flowVersionId(step.flowId, step.flowVersion));
  const node = flow?.nodes.find(({ id }) => id === step.nodeId);
  const translate = translatorOf(nodeTexts[step.nodeType], language);
  return {
    by: 'flow',
    at: new Date(step.at),
    flowId: step.flowId,
    flowName: flow?.name ?? step.flowId,
    flowVersion: step.flowVersion,
    nodeId: step.nodeId,
    nodeTitle: node?.title || translate('title'),
    outcome: step.outcome,
    sentence: step.because || step.failure ? stepSentence(step, translate) : null,
  };
}
