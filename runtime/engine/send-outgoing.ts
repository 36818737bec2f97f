import type { SendResult } from '@/runtime/channels/channel';
import { nativeCollection } from '@/runtime/store/define-model';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import { findTicket } from '@/runtime/store/tickets';
import { appendEvents } from './append-event';
import { createBatcher } from './batcher';
import { createClaim } from './claim-orders';
import { finishOrders, type OrderEnd } from './finish-orders';
import { prepareOrders } from './prepare-orders';
import { recoverLostOrders } from './recover-lost-orders';
import type { SenderContext } from './sender-context';

/** Sends what is due, as long as there is room. */
export interface Sender {
  /** Claims orders that are due and begins to send them. Gives how many. */
  work(): Promise<number>;
  /** Resolves when none is being sent. */
  idle(): Promise<void>;
}

/** When some are still being sent, others are looked for after so long, milliseconds, so that they come in company. */
const COMPANY_MS = 50;
/** Orders of dead processes are looked for this often, milliseconds. */
const RECOVER_MS = 1000;

/**
 * Sends what is due: each order is claimed, given to its channel, and its end is written down. An order whose process died
 * before the content left is simply tried again; after that moment it becomes `unknown` and is not sent a second time
 * unless the channel says that this is harmless. A channel whose server is slow keeps no other from sending.
 * @param onRoom told when there is room for more.
 */
export function createSender(context: SenderContext, onRoom: () => void): Sender {
  const sending = new Map<OutgoingRecord, Promise<void>>();
  const claim = createClaim(context);
  const finishing = createBatcher<OrderEnd, undefined>(
    async (ends) => {
      await finishOrders(context, ends);
      return ends.map(() => undefined);
    },
    { size: 100, waitMs: 5 },
  );
  let timer: NodeJS.Timeout | null = null;
  let recoveredAt = Number.NEGATIVE_INFINITY;

  async function begin(order: OutgoingRecord, prepared: Promise<PreparedOrders>): Promise<void> {
    try {
      await keepLease(context, order, async () => {
        const result = await sendOne(context, order, prepared);
        await finishing.add({ order, result });
      });
    } catch (error) {
      // Its lease ends, and whoever comes then goes on from what is stored.
      context.log.warn({ error, outgoing: order._id }, 'What became of a message could not be written down.');
    }
    sending.delete(order);
    if (sending.size === 0) onRoom();
    else if (timer === null) timer = setTimeout(lookAgain, COMPANY_MS).unref();
  }

  function lookAgain(): void {
    timer = null;
    onRoom();
  }

  return {
    async work() {
      if (context.now() - recoveredAt >= RECOVER_MS) {
        await recoverLostOrders(context);
        recoveredAt = context.now();
      }
      const claimed = await claim([...sending.keys()]);
      if (claimed.length === 0) return 0;
      const prepared = prepareOrders(claimed);
      for (const order of claimed) sending.set(order, begin(order, prepared));
      return claimed.length;
    },
    async idle() {
      while (sending.size > 0) await Promise.all(sending.values());
    },
  };
}

type PreparedOrders = Awaited<ReturnType<typeof prepareOrders>>;

/** A slow mail server may take minutes: as long as this process lives, its orders stay its own. */
async function keepLease(
  context: SenderContext,
  order: OutgoingRecord,
  send: () => Promise<void>,
): Promise<void> {
  const renewing = setInterval(() => {
    nativeCollection(Outgoing)
      .updateOne(
        { _id: order._id, state: 'sending', owner: order.owner },
        { $set: { dueAt: new Date(context.now() + context.leaseMs) } },
      )
      .catch((error: unknown) =>
        context.log.warn(
          { error, outgoing: order._id },
          'The lease of a message being sent was not renewed.',
        ),
      );
  }, context.leaseMs / 3);
  try {
    await send();
  } finally {
    clearInterval(renewing);
  }
}

async function sendOne(
  context: SenderContext,
  order: OutgoingRecord,
  prepared: Promise<PreparedOrders>,
): Promise<SendResult> {
  const kind = context.kinds.get(order.channelKind);
  let dataStarted = false;
  let result: SendResult;
  try {
    const outgoing = (await prepared).get(order._id);
    await tellFlow(context, order);
    if (!kind || !outgoing) {
      result = {
        state: 'failed',
        reason: kind ? 'The channel or the ticket is gone.' : 'No such kind of channel.',
      };
    } else {
      result = await kind.send(
        {
          ...outgoing,
          async beforeData() {
            await nativeCollection(Outgoing).updateOne(
              { _id: order._id, owner: order.owner },
              { $set: { dataStartedAt: new Date(context.now()) } },
            );
            await context.reached('outgoing:dataStarted');
            dataStarted = true;
          },
        },
        context.hostFor(order.channelKind),
      );
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ error, outgoing: order._id }, 'A message could not be sent.');
    const repeatable = kind?.capabilities.repeatableSend ?? false;
    result = { state: dataStarted && !repeatable ? 'unknown' : 'deferred', reason };
  }
  await context.reached('outgoing:sent');
  return result;
}

/** From now on the message cannot be taken back: the flow of whoever was done with the ticket by it may go on. */
async function tellFlow(
  context: SenderContext,
  { _id, ticketId, endsHandoffBy }: OutgoingRecord,
): Promise<void> {
  if (!endsHandoffBy) return;
  const ticket = await findTicket(ticketId);
  if (!ticket?.executionId) return;
  const at = context.now();
  const event = {
    type: 'handoffEnded',
    id: `handoff:${_id}`,
    at,
    reason: 'closed',
    by: endsHandoffBy,
  } as const;
  await appendEvents({ now: () => at }, [{ executionId: ticket.executionId, event }]);
}
