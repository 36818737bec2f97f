import type { TapeStep } from '@/runtime/flow/execution';
import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import { createNodeNames, nodesOnTape } from '@/runtime/flow/node-names';
import { type NodeTexts, translatorOf } from '@/runtime/flow/node-translate';
import { moveSentence, stepSentence } from '@/runtime/flow/step-sentence';
import { type ExecutionMove, type ExecutionRecord, findExecutionsOfTicket } from '@/runtime/store/executions';
import { type FlowVersionRecord, FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { findChangesOfTicket, type TicketChangeKind } from '@/runtime/store/ticket-changes';
import { type MailHistoryEntry, readMailHistory } from './mail-history';

/** One thing that happened to a ticket: a node decided, a person did something, or mail came back. */
export type HistoryEntry =
  | MailHistoryEntry
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
 * "Why is this here?": the tapes of every walk of the ticket, what people did with it, and mail that came back, oldest first. The sentences
 * come from the node types' own texts.
 */
export async function readTicketHistory(
  ticketId: string,
  language: string,
  nodeTexts: NodeTexts,
): Promise<HistoryEntry[]> {
  const [executions, changes, mail] = await Promise.all([
    findExecutionsOfTicket(ticketId),
    findChangesOfTicket(ticketId),
    readMailHistory(ticketId),
  ]);
  const steps = executions.flatMap(({ tape }) =>
    withoutAnsweredWaits(tape.flatMap((record) => record.steps)),
  );
  const moves = executions.flatMap(movesOf);
  const flows = await readFlows([
    ...steps,
    ...moves.flatMap(({ flowId, move }) => [
      { flowId, flowVersion: move.fromVersion },
      { flowId, flowVersion: move.toVersion },
    ]),
  ]);
  const entries: HistoryEntry[] = [
    ...steps.map((step) => flowEntry(step, flows, language, nodeTexts)),
    ...mail,
    ...moves.map((one) => moveEntry(one, flows, language, nodeTexts)),
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

interface MoveOfFlow {
  flowId: string;
  move: ExecutionMove;
}

function movesOf({ flowId, moves = [] }: ExecutionRecord): MoveOfFlow[] {
  return moves.map((move) => ({ flowId, move }));
}

async function readFlows(
  steps: Pick<TapeStep, 'flowId' | 'flowVersion'>[],
): Promise<Map<string, FlowDocument>> {
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
  const nodeName = nodesOnTape(flow?.nodes ?? [], createNodeNames(nodeTexts, language));
  return {
    by: 'flow',
    at: new Date(step.at),
    flowId: step.flowId,
    flowName: flow?.name ?? step.flowId,
    flowVersion: step.flowVersion,
    nodeId: step.nodeId,
    nodeTitle: node?.title || translate('title'),
    outcome: step.outcome,
    sentence: step.because || step.failure ? stepSentence(step, translate, nodeName) : null,
  };
}

/** The ticket was brought to another version by whoever published it: told at the node that it waited at. */
function moveEntry(
  { flowId, move }: MoveOfFlow,
  flows: Map<string, FlowDocument>,
  language: string,
  nodeTexts: NodeTexts,
): HistoryEntry {
  const target = flows.get(flowVersionId(flowId, move.toVersion));
  const present = flows.get(flowVersionId(flowId, move.fromVersion));
  const nodeId = move.nodeId ?? '';
  const isHere = ({ id }: FlowNode) => id === nodeId;
  const node =
    move.kind === 'move'
      ? (target?.nodes.find(isHere) ?? present?.nodes.find(isHere))
      : present?.nodes.find(isHere);
  return {
    by: 'flow',
    at: move.at,
    flowId,
    flowName: (target ?? present)?.name ?? flowId,
    flowVersion: move.toVersion,
    nodeId,
    nodeTitle: node?.title || (node ? translatorOf(nodeTexts[node.type], language)('title') : ''),
    outcome: 'wait',
    sentence: moveSentence(move, language),
  };
}
