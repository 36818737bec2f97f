import { nativeCollection } from '@/runtime/store/define-model';
import { Executions } from '@/runtime/store/executions';
import type { EngineContext } from './engine-context';
import type { ActivityCallRequest } from './perform-activity';

export interface ActivityLeases {
  /** Begins to renew, if it does not yet. */
  start(): void;
  stop(): void;
}

/**
 * As long as this process lives its activities stay its own, however long they take.
 * @param held gives the activities that are at work or waiting here.
 */
export function createActivityLeases(
  context: EngineContext,
  held: () => ActivityCallRequest[],
): ActivityLeases {
  let renewing: NodeJS.Timeout | null = null;
  const renew = () => {
    renewLeases(context, held()).catch((error: unknown) =>
      context.log.warn({ error }, 'The leases of activities could not be renewed.'),
    );
  };
  return {
    start() {
      renewing ??= setInterval(renew, context.limits.leaseMs / 3).unref();
    },
    stop() {
      if (renewing) clearInterval(renewing);
      renewing = null;
    },
  };
}

async function renewLeases(context: EngineContext, requests: ActivityCallRequest[]): Promise<void> {
  if (requests.length === 0) return;
  const leaseUntil = new Date(context.now() + context.limits.leaseMs);
  await nativeCollection(Executions).bulkWrite(
    requests.map(({ loaded, command }) => ({
      updateOne: {
        filter: { _id: loaded.execution._id, 'outbox.seq': command.seq },
        update: { $set: { 'outbox.$.leaseUntil': leaseUntil } },
      },
    })),
    { ordered: false },
  );
}
