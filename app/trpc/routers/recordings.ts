import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { readTestOfNode } from '@/runtime/engine/read-test-outcomes';
import { listNodeExecutions } from '@/runtime/library/node-executions';
import { readWalk } from '@/runtime/library/read-walk';
import { listRecordedMessages } from '@/runtime/library/recorded-messages';
import {
  MOST_READ,
  MOST_REPLAYED,
  readForReplay,
  selectForReplay,
} from '@/runtime/library/replay-recordings';
import { procedure, router } from '../init';
import {
  listedMessageOutput,
  nodeExecutionOutput,
  recordedBatchOutput,
  recordedWalkOutput,
  replaySelectionOutput,
  testOfNodeOutput,
} from './flows/recorded-outputs';

const limit = z.int().min(1).max(50);
const id = z.string().max(64);
const range = z.union([
  z.object({ days: z.int().min(1).max(90) }),
  z.object({ last: z.int().min(1).max(MOST_REPLAYED) }),
]);

/** What really happened, for whoever draws a flow: messages to try out, and tickets that passed a node. */
export const recordingsRouter = router({
  messages: procedure('inbox.read')
    .input(z.object({ search: z.string().max(200).default(''), limit }))
    .output(z.array(listedMessageOutput))
    .query(({ input }) => listRecordedMessages(input.search, input.limit)),
  atNode: procedure('flow.read')
    .input(z.object({ flowId: id, nodeId: id, limit }))
    .output(z.array(nodeExecutionOutput))
    .query(({ input }) => listNodeExecutions(input.flowId, input.nodeId, input.limit, new Date())),
  /** How the variants of a test have done; `null` where the node is no test that is ready. */
  testOfNode: procedure('flow.read')
    .input(z.object({ flowId: id, nodeId: id, days: z.int().min(1).max(90) }))
    .output(testOfNodeOutput.nullable())
    .query(({ input }) => readTestOfNode(input, nodeRegistry, new Date())),
  /** The whole way of one execution, to be played on the canvas. */
  walk: procedure('flow.read')
    .input(z.object({ executionId: id }))
    .output(recordedWalkOutput)
    .query(({ input }) => readWalk(input.executionId)),
  /** Which messages a what-if replay takes. */
  forReplay: procedure('flow.read')
    .input(z.object({ flowId: id, range }))
    .output(replaySelectionOutput)
    .query(({ input }) => selectForReplay(input.flowId, input.range, new Date())),
  /** Some of them, with what was known and answered then. */
  replayBatch: procedure('flow.read')
    .input(z.object({ flowId: id, ids: z.array(id).min(1).max(MOST_READ) }))
    .output(recordedBatchOutput)
    .query(({ input }) => readForReplay(input.flowId, input.ids)),
});
