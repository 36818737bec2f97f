import type { TapeStep } from '@/runtime/flow/execution';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';

/** How many messages took which way through a flow. */
export interface FlowTraffic {
  executions: number;
  /** There were more; the newest were counted. */
  capped: boolean;
  /** Times that a port of a node was taken. */
  ports: { node: string; port: string; count: number }[];
  /** Executions that ended at a node, whatever ports it has: nobody went on from there. */
  stopped: { node: string; count: number }[];
  /** Executions that wait at a node now, whenever they began. */
  waiting: { node: string; count: number }[];
}

type CountedExecution = Pick<ExecutionRecord, '_id' | 'status'> & {
  state: { cursor: string | null; flowId: string } | null;
  tape: { steps: TapeStep[] }[];
};

/** Looked through at most: a picture of where messages go needs no more. */
const MOST = 5000;

/** Counts the ways that executions of a flow took in the last `days` days, over all its versions. */
export async function readFlowTraffic(flowId: string, days: number, now: Date): Promise<FlowTraffic> {
  const since = new Date(now.getTime() - days * 86_400_000);
  const [counted, waiting] = await Promise.all([
    Executions.find({ flowId, createdAt: { $gte: since } })
      .sort({ createdAt: -1 })
      .limit(MOST + 1)
      .select('status tape.steps')
      .lean<CountedExecution[]>()
      .exec(),
    Executions.find({ flowId, status: 'waiting' })
      .limit(MOST)
      .select('state.cursor state.flowId')
      .lean<CountedExecution[]>()
      .exec(),
  ]);
  return {
    executions: Math.min(counted.length, MOST),
    capped: counted.length > MOST,
    ports: countPorts(flowId, counted.slice(0, MOST)),
    stopped: countStopped(flowId, counted.slice(0, MOST)),
    waiting: countWaiting(flowId, waiting),
  };
}

function countPorts(flowId: string, executions: readonly CountedExecution[]): FlowTraffic['ports'] {
  const counts = new Map<string, { node: string; port: string; count: number }>();
  for (const { nodeId: node, port, flowId: walked } of executions.flatMap(stepsOf)) {
    // Steps in flows that this one calls are theirs.
    if (port === null || walked !== flowId) continue;
    const key = `${node} ${port}`;
    const known = counts.get(key) ?? { node, port, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  return [...counts.values()];
}

function countStopped(flowId: string, executions: readonly CountedExecution[]): FlowTraffic['stopped'] {
  const counts = new Map<string, number>();
  for (const execution of executions) {
    if (execution.status === 'waiting' || execution.status === 'running') continue;
    const last = stepsOf(execution).findLast((step) => step.flowId === flowId);
    if (last) counts.set(last.nodeId, (counts.get(last.nodeId) ?? 0) + 1);
  }
  return [...counts].map(([node, count]) => ({ node, count }));
}

function stepsOf({ tape }: CountedExecution): TapeStep[] {
  return tape.flatMap(({ steps }) => steps);
}

function countWaiting(flowId: string, executions: readonly CountedExecution[]): FlowTraffic['waiting'] {
  const counts = new Map<string, number>();
  for (const { state } of executions) {
    if (!state?.cursor || state.flowId !== flowId) continue;
    counts.set(state.cursor, (counts.get(state.cursor) ?? 0) + 1);
  }
  return [...counts].map(([node, count]) => ({ node, count }));
}
