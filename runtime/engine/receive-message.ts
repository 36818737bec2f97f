import type { InboundMessage, Receipt } from '@/runtime/channels/inbound-message';
import { findTicketsById } from '@/runtime/store/tickets';
import type { ActivityRunner } from './activity-runner';
import { type Admission, admitMessages } from './admit-messages';
import { advanceExecutions } from './advance-executions';
import { type Batcher, createBatcher } from './batcher';
import type { EngineContext } from './engine-context';
import { failLedgerLine } from './redrive-ledger';
import { isStoreOutage } from './store-outage';
import type { LedgerWork } from './stored-inbound';
import { tellAdmissions } from './tell-admissions';
import { threadKeys } from './thread-keys';
import type { LoadedExecution } from './walk-executions';
import { writeLedger } from './write-ledger';

/**
 * The way of a message. A channel has verified and decoded it; from here on:
 *
 *   1. `receive`  it is written to the ledger exactly once, and the source is told "got it";
 *   2. `admit`    its ticket is found or opened, its event appended to the ticket's execution, the line finished;
 *   3. `advance`  the flow is walked and committed, commands are carried out, results come back as events.
 *
 * Every step takes what came in meanwhile as one batch; messages that may belong together never overtake one another. A step that this process does not live to do is done by
 * whoever claims the line or the execution when its lease has ended (`engine.ts`).
 */
export interface MessageWay {
  /** Resolves when the message is safe. Errors: it is not, and the source must keep it. */
  receive(message: InboundMessage): Promise<Receipt>;
  admit(works: LedgerWork[]): Promise<void>;
  advance(loaded: LoadedExecution[]): Promise<void>;
  /** Whether anything is on its way in this process. */
  busy(): boolean;
  /** Resolves when nothing is. */
  idle(): Promise<void>;
}

/** While the store writes one batch, this process reads, walks and decides others. */
const LANES = 3;

export function createMessageWay(context: EngineContext, activities: ActivityRunner): MessageWay {
  const size = context.limits.batchSize;
  const receiving = createBatcher<InboundMessage, Receipt>(receive, { size, waitMs: 2 });
  const admitting = createBatcher<LedgerWork, undefined>(admit, {
    size,
    waitMs: 0,
    lanes: LANES,
    keysOf: threadKeys,
  });
  const advancing = createBatcher<LoadedExecution, undefined>(advance, {
    size,
    waitMs: 0,
    lanes: LANES,
    keysOf: ({ execution }) => [execution._id],
  });

  async function receive(messages: InboundMessage[]): Promise<Receipt[]> {
    const { receipts, works } = await writeLedger(context, messages, true);
    addAll(admitting, works);
    return receipts;
  }

  async function admit(works: LedgerWork[]): Promise<undefined[]> {
    // Executions walk on as soon as they are stored; their ledger lines are finished beside it.
    const onApplied = (applied: Admission[]) => addAll(advancing, applied.flatMap(startedExecution));
    await tellAdmissions(context, await admitTogether(context, activities, works, onApplied));
    return works.map(() => undefined);
  }

  async function advance(loaded: LoadedExecution[]): Promise<undefined[]> {
    await advanceExecutions(context, activities, await withFreshTickets(loaded));
    return loaded.map(() => undefined);
  }

  /** What goes wrong here is left to the lease: the store was away, and the work is found again. */
  function addAll<Item>(batcher: Batcher<Item, undefined>, items: Item[]): void {
    for (const item of items) {
      batcher
        .add(item)
        .catch((error: unknown) => context.log.warn({ error }, 'The store is away; work is left for later.'));
    }
  }

  return {
    receive: (message) => receiving.add(message),
    admit: async (works) => void (await Promise.all(works.map((work) => admitting.add(work)))),
    advance: async (loaded) => void (await Promise.all(loaded.map((one) => advancing.add(one)))),
    busy: () => receiving.busy() || admitting.busy() || advancing.busy(),
    async idle() {
      await receiving.idle();
      await admitting.idle();
      await advancing.idle();
    },
  };
}

/** One message that cannot be processed keeps no other from its ticket. */
async function admitTogether(
  context: EngineContext,
  activities: ActivityRunner,
  works: LedgerWork[],
  onApplied: (applied: Admission[]) => void,
): Promise<Admission[]> {
  try {
    return await admitMessages(context, activities, works, onApplied);
  } catch (error) {
    if (isStoreOutage(error)) throw error;
    if (works.length === 1 && works[0]) {
      await failLedgerLine(context, works[0].ledgerId, error);
      return [];
    }
    const admitted: Admission[] = [];
    for (const work of works)
      admitted.push(...(await admitTogether(context, activities, [{ ...work, fresh: false }], onApplied)));
    return admitted;
  }
}

/** Executions whose activity has answered were loaded before it: their tickets may have changed since. */
async function withFreshTickets(loaded: LoadedExecution[]): Promise<LoadedExecution[]> {
  const held = loaded.filter(({ result }) => result !== undefined);
  if (held.length === 0) return loaded;
  const tickets = await findTicketsById([...new Set(held.map(({ ticket }) => ticket._id))]);
  const byId = new Map(tickets.map((ticket) => [ticket._id, ticket]));
  return loaded.map((one) =>
    one.result === undefined ? one : { ...one, ticket: byId.get(one.ticket._id) ?? one.ticket },
  );
}

function startedExecution({ started, ticket, customer, message, loaded }: Admission): LoadedExecution[] {
  if (loaded) return [loaded];
  return started ? [{ execution: started, ticket, customer, message }] : [];
}
