import * as z from 'zod';
import { listNodeExecutions } from '@/runtime/library/node-executions';
import { listRecordedMessages } from '@/runtime/library/recorded-messages';
import { procedure, router } from '../init';

const limit = z.int().min(1).max(50);
const id = z.string().max(64);

/** What really happened, for whoever draws a flow: messages to try out, and tickets that passed a node. */
export const recordingsRouter = router({
  messages: procedure('inbox.read')
    .input(z.object({ search: z.string().max(200).default(''), limit }))
    .query(({ input }) => listRecordedMessages(input.search, input.limit)),
  atNode: procedure('flow.read')
    .input(z.object({ flowId: id, nodeId: id, limit }))
    .query(({ input }) => listNodeExecutions(input.flowId, input.nodeId, input.limit, new Date())),
});
