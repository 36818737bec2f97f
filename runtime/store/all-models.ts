import type { Model } from 'mongoose';
import { Agents } from './agents';
import { Calendars } from './calendars';
import { CannedReplies } from './canned-replies';
import { Channels } from './channels';
import { Counters } from './counters';
import { Customers } from './customers';
import { Environments } from './environments';
import { Executions } from './executions';
import { FlowVersions } from './flow-versions';
import { Flows } from './flows';
import { Ledger } from './ledger';
import { LiveEvents } from './live-events';
import { MailboxCursors } from './mailbox-cursors';
import { Messages } from './messages';
import { Outgoing } from './outgoing';
import { Queues } from './queues';
import { RawMessages } from './raw-messages';
import { Settings } from './settings';
import { Teams } from './teams';
import { TicketChanges } from './ticket-changes';
import { TicketViewers } from './ticket-viewers';
import { Tickets } from './tickets';
import { Timers } from './timers';
import { Uploads } from './uploads';
import { WindowUses } from './windows';

/** Every collection whose indexes this program builds. */
export const allModels = [
  Agents,
  Calendars,
  CannedReplies,
  Channels,
  Counters,
  Customers,
  Environments,
  Executions,
  FlowVersions,
  Flows,
  Ledger,
  LiveEvents,
  MailboxCursors,
  Messages,
  Outgoing,
  Queues,
  RawMessages,
  Settings,
  Teams,
  TicketChanges,
  TicketViewers,
  Tickets,
  Timers,
  Uploads,
  WindowUses,
] as unknown as Model<unknown>[];
