import { gaugeLedger, type LedgerGauge } from '@/runtime/engine/ledger-summary';
import { Channels } from '@/runtime/store/channels';
import { Flows } from '@/runtime/store/flows';
import { Ledger } from '@/runtime/store/ledger';
import { Outgoing } from '@/runtime/store/outgoing';
import { TicketChanges } from '@/runtime/store/ticket-changes';
import { Tickets } from '@/runtime/store/tickets';

export interface Overview {
  ledger: LedgerGauge;
  receivedToday: number;
  openTickets: number;
  unassignedTickets: number;
  /** Messages that could not be delivered, or of which nobody knows. */
  undelivered: number;
  failingChannels: { id: string; message: string }[];
  /** The way of a newcomer, each true once it was gone. */
  steps: { channel: boolean; flow: boolean; message: boolean; answer: boolean };
}

const DAY_MS = 24 * 3_600_000;

/** The first page: is anything unaccounted, what needs a person, and how far the set-up is. */
export async function readOverview(now: Date): Promise<Overview> {
  const active = { state: { $in: ['new' as const, 'open' as const] } };
  const [ledger, receivedToday, openTickets, unassignedTickets, undelivered, channels, flow, answered] =
    await Promise.all([
      gaugeLedger(now.getTime()),
      Ledger.countDocuments({ arrivedAt: { $gt: new Date(now.getTime() - DAY_MS) } }).exec(),
      Tickets.countDocuments(active).exec(),
      Tickets.countDocuments({ ...active, assigneeId: null }).exec(),
      Outgoing.countDocuments({ state: { $in: ['failed', 'unknown'] } }).exec(),
      Channels.find({ enabled: true }).lean().exec(),
      Flows.exists({ state: 'published' }).exec(),
      TicketChanges.exists({ kind: 'replied' }).exec(),
    ]);
  return {
    ledger,
    receivedToday,
    openTickets,
    unassignedTickets,
    undelivered,
    failingChannels: channels
      .filter(({ health }) => health.state === 'failing')
      .map(({ _id, health }) => ({ id: _id, message: health.message })),
    steps: {
      channel: channels.length > 0,
      flow: flow !== null,
      message: ledger.total > 0,
      answer: answered !== null,
    },
  };
}
