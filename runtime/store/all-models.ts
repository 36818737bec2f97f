import type { Model } from 'mongoose';
import { Agents } from './agents';
import { Calendars } from './calendars';
import { CannedReplies } from './canned-replies';
import { Channels } from './channels';
import { ChatLines } from './chat-lines';
import { ChatSessions } from './chat-sessions';
import { Counters } from './counters';
import { Customers } from './customers';
import { Environments } from './environments';
import { Executions } from './executions';
import { FlowAliases } from './flow-aliases';
import { FlowMoves } from './flow-moves';
import { FlowScenarios } from './flow-scenarios';
import { FlowVersions } from './flow-versions';
import { Flows } from './flows';
import { Ledger } from './ledger';
import { LiveEvents } from './live-events';
import { MailParts } from './mail-parts';
import { MailboxChecks } from './mailbox-checks';
import { MailboxCursors } from './mailbox-cursors';
import { Messages } from './messages';
import { NodeClaims } from './node-claims';
import { OAuthSignIns } from './oauth-sign-ins';
import { Outgoing } from './outgoing';
import { PictureSenders } from './picture-senders';
import { PutOffMails } from './put-off-mail';
import { Queues } from './queues';
import { RawMessages } from './raw-messages';
import { Schedules } from './schedules';
import { Settings } from './settings';
import { ShareLinks } from './share-links';
import { Teams } from './teams';
import { TicketChanges } from './ticket-changes';
import { TicketSearch } from './ticket-search';
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
  ChatLines,
  ChatSessions,
  Counters,
  Customers,
  Environments,
  Executions,
  FlowAliases,
  FlowScenarios,
  FlowMoves,
  FlowVersions,
  Flows,
  Ledger,
  LiveEvents,
  MailParts,
  MailboxChecks,
  MailboxCursors,
  Messages,
  NodeClaims,
  OAuthSignIns,
  Outgoing,
  PictureSenders,
  PutOffMails,
  Queues,
  RawMessages,
  Schedules,
  Settings,
  ShareLinks,
  Teams,
  TicketChanges,
  TicketSearch,
  TicketViewers,
  Tickets,
  Timers,
  Uploads,
  WindowUses,
] as unknown as Model<unknown>[];
