import type { Json } from './json';

/**
 * What a flow may know. The engine hydrates facts for every event; the simulator and scenarios write them by hand.
 * Facts are plain JSON: times are milliseconds since the epoch, UTC.
 */
export interface Party {
  name: string;
  address: string;
}

export interface AttachmentFacts {
  name: string;
  type: string;
  size: number;
}

/** Results as RFC 8601 names them. */
export const authenticationResults = [
  'pass',
  'fail',
  'softfail',
  'neutral',
  'policy',
  'none',
  'temperror',
  'permerror',
] as const;
export type AuthenticationResult = (typeof authenticationResults)[number];

/** Whether a mail really comes from the domain that it names as its sender's (SPF, DKIM, DMARC, ARC). */
export interface MessageAuthentication {
  /**
   * `pass`: the domain vouches for it; `fail`: it says that it did not send it; `none`: it says nothing; `unknown`: it could
   * not be asked.
   */
  verdict: 'pass' | 'fail' | 'none' | 'unknown';
  /** Domain of the From address. */
  domain: string;
  spf: AuthenticationResult;
  dkim: AuthenticationResult;
  dmarc: AuthenticationResult;
  arc: AuthenticationResult;
  /** Domains whose DKIM signatures are right. */
  signedBy: string[];
  /** The mail server that checked; empty: this installation. */
  checkedBy: string;
}

/** One inbound message, normalised, whatever channel it came by. */
export interface MessageFacts {
  id: string;
  /** `email`, `chat` ... */
  channelKind: string;
  /** The slot name of the mailbox or chat it came in by (`service`), and the very address it was sent to. */
  channel: string;
  address: string;
  from: Party;
  to: Party[];
  cc: Party[];
  subject: string;
  /** The visible text: without quotes and signature. Cut at 32,000 characters. */
  text: string;
  language: string | null;
  /** Arrival: when the channel took it. The default clock of every time-dependent node. */
  arrivedAt: number;
  /** What the sender's own clock said. */
  sentAt: number | null;
  /** Mail from a machine (RFC 3834 and practice); `reason` names the sign it was told by. */
  automatic: boolean;
  automaticReason: string | null;
  bounce: boolean;
  attachments: AttachmentFacts[];
  /** RFC 5322 identifiers of a mail, without angle brackets. */
  messageId: string | null;
  references: string[];
  /** The value behind a chosen quick reply or form, where the channel carries one. */
  choice: Json | null;
  /** What a web hook brought: `message.data.order.id`. */
  data?: Json;
  /** Mail whose origin could be checked. */
  authentication?: MessageAuthentication | null;
}

export interface TicketFacts {
  id: string;
  number: number;
  subject: string;
  state: 'new' | 'open' | 'parked' | 'closed';
  priority: number;
  /** Slot name of the queue it stands in. */
  queue: string | null;
  tags: string[];
  fields: Record<string, Json>;
  createdAt: number;
  /** When it entered its present queue; the `queue entry` clock. */
  queuedAt: number | null;
  language: string | null;
  assignee: string | null;
  messageCount: number;
  /** When automatic replies were sent to this ticket, newest last, at most the last 50. */
  autoReplies: number[];
  reopened: boolean;
}

export interface CustomerFacts {
  id: string | null;
  name: string;
  address: string;
  language: string | null;
  timeZone: string | null;
  fields: Record<string, Json>;
  /** Earlier tickets, not counting this one. */
  ticketCount: number;
  knownSince: number | null;
  lastAgent: string | null;
}

export interface Facts {
  message: MessageFacts | null;
  ticket: TicketFacts;
  customer: CustomerFacts;
}

/** `HH:mm` to `HH:mm` in the calendar's time zone; `to` at or before `from` reaches past midnight; `24:00` ends the day. */
export interface OpeningSlot {
  from: string;
  to: string;
  /** A named band such as `lunch`; the open band where it is empty. */
  band?: string;
}

/** What a holiday is called: in every language it has a name in, or in one that nobody noted. */
export type HolidayName = string | Record<string, string>;

/** Opening hours + holidays. Weekday keys are ISO: `1` Monday to `7` Sunday. */
export interface Calendar {
  name: string;
  /** In every language it has one. */
  names?: Record<string, string>;
  timeZone: string;
  weekly: Record<string, OpeningSlot[]>;
  /** Country and state as `DE` or `DE-BE`; their days are resolved in `Environment.holidays`. */
  holidays: string | null;
  /** Days that differ: no slots = closed. */
  exceptions: { date: string; name: string; slots: OpeningSlot[] }[];
}

/** A thing of the installation under a slot. */
export interface BoundThing {
  id: string;
  /** In the language of the installation. */
  name: string;
  /** In every language it has one; `readerEnvironment` chooses. */
  names?: Record<string, string>;
}

/** A flow as those see it that call it. */
export interface CalledFlow {
  id: string;
  name: string;
  /** Missing where it is published: only then it can be walked. */
  published?: false;
  /** The flows that its published version calls when it is called, by id; `waits`: only after a node that waits. */
  calls?: { flow: string; waits: boolean }[];
}

/**
 * The installation as a flow sees it: symbolic slots bound to real things. It is content-addressed (`hash`) so that the
 * tape can name the very environment in which a decision was taken.
 */
export interface Environment {
  hash: string;
  installation: {
    name: string;
    language: string;
    timeZone: string;
    /** Slot of the queue for tickets that a flow leaves without a place and that names no fallback queue of its own. */
    fallbackQueue?: string;
  };
  calendars: Record<string, Calendar>;
  /** `DE-BE` -> `2026-10-03` -> name of the holiday. Covers last year to two years ahead. */
  holidays: Record<string, Record<string, HolidayName>>;
  /** `agents`: how many agents serve the queue, where that is known. */
  queues: Record<string, BoundThing & { agents?: number }>;
  mailboxes: Record<string, BoundThing & { address: string }>;
  teams: Record<string, BoundThing>;
  agents: Record<string, { id: string; name: string }>;
  /** Chats on web pages, where the installation has some. */
  chats?: Record<string, BoundThing>;
  /** Web hooks that outside systems call, where the installation has some. */
  hooks?: Record<string, BoundThing>;
  /** Flows that other flows can call, by slot, where they are known. */
  flows?: Record<string, CalledFlow>;
}
