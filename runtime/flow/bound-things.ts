import type { BoundThing, Calendar, CalledFlow, Environment } from './facts';
import type { SlotKind } from './flow-document';

/** What an installation has of a kind, by slot; `null` where the environment does not tell. */
export function boundThings(
  kind: SlotKind,
  environment: Environment,
): Record<string, BoundThing | Calendar | CalledFlow> | null {
  switch (kind) {
    case 'queue':
      return environment.queues;
    case 'calendar':
      return environment.calendars;
    case 'mailbox':
      return environment.mailboxes;
    case 'chat':
      return environment.chats ?? {};
    case 'hook':
      return environment.hooks ?? {};
    case 'team':
      return environment.teams;
    case 'agent':
      return environment.agents;
    case 'flow':
      return environment.flows ?? null;
    default:
      return null;
  }
}
