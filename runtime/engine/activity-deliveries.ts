import type { FlowEvent } from '@/runtime/flow/execution';
import { nativeCollection } from '@/runtime/store/define-model';
import { Executions } from '@/runtime/store/executions';
import { type Batcher, createBatcher } from './batcher';
import type { EngineContext } from './engine-context';

export interface Delivery {
  executionId: string;
  seq: number;
  event: FlowEvent;
}

/** Hands results of activities over by way of the store, many at once. */
export function createActivityDeliveries(context: EngineContext): Batcher<Delivery, undefined> {
  return createBatcher((batch) => deliverAll(context, batch), { size: 200, waitMs: 1 });
}

/** Each result and the end of its outbox entry are one update, guarded by the entry. */
async function deliverAll(context: EngineContext, deliveries: Delivery[]): Promise<undefined[]> {
  const now = new Date(context.now());
  await nativeCollection(Executions).bulkWrite(
    deliveries.map(({ executionId, seq, event }) => ({
      updateOne: {
        filter: { _id: executionId, 'outbox.seq': seq },
        update: {
          $push: { pending: event },
          $pull: { outbox: { seq } },
          $min: { dueAt: now },
        },
      },
    })),
    { ordered: false },
  );
  await context.reached('activity:delivered');
  context.nudge('advance');
  return deliveries.map(() => undefined);
}
