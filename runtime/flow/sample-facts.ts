import type { Calendar, Environment, Facts, MessageFacts, TicketFacts } from './facts';

/** What stands in for the world in scenarios, the simulator and tests, where nothing else is said. */
export interface FactsSample {
  message?: Partial<MessageFacts> | null;
  ticket?: Partial<TicketFacts>;
  customer?: Partial<Facts['customer']>;
}

/** Facts of a first mail of an unknown customer; what is given replaces what is assumed. */
export function sampleFacts(sample: FactsSample = {}, at = 0): Facts {
  const message = sample.message === null ? null : { ...sampleMessage(at), ...sample.message };
  return {
    message,
    ticket: {
      id: 'ticket',
      number: 1,
      subject: message?.subject ?? '',
      state: 'new',
      priority: 0,
      queue: null,
      tags: [],
      fields: {},
      createdAt: at,
      queuedAt: null,
      language: message?.language ?? null,
      assignee: null,
      messageCount: 1,
      autoReplies: [],
      reopened: false,
      ...sample.ticket,
    },
    customer: {
      id: null,
      name: message?.from.name ?? '',
      address: message?.from.address ?? '',
      language: message?.language ?? null,
      timeZone: null,
      fields: {},
      ticketCount: 0,
      knownSince: null,
      lastAgent: null,
      ...sample.customer,
    },
  };
}

function sampleMessage(at: number): MessageFacts {
  return {
    id: 'message',
    channelKind: 'email',
    channel: 'service',
    address: 'service@example.com',
    from: { name: 'Customer', address: 'customer@example.org' },
    to: [{ name: '', address: 'service@example.com' }],
    cc: [],
    subject: '',
    text: '',
    language: null,
    arrivedAt: at,
    sentAt: null,
    automatic: false,
    automaticReason: null,
    bounce: false,
    attachments: [],
    messageId: 'message@example.org',
    references: [],
    choice: null,
  };
}

export interface EnvironmentSample extends Partial<Omit<Environment, 'calendars'>> {
  calendars?: Record<string, Calendar>;
}

/** An installation with nothing bound; what is given is added. */
export function sampleEnvironment(sample: EnvironmentSample = {}): Environment {
  return {
    hash: 'sample',
    installation: { name: 'Stellwerk', language: 'en', timeZone: 'Europe/Berlin' },
    calendars: {},
    holidays: {},
    queues: {},
    mailboxes: {},
    teams: {},
    agents: {},
    ...sample,
  };
}
