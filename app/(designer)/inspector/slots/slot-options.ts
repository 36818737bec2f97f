import type { Environment } from '@/runtime/flow/facts';
import type { SlotKind } from '@/runtime/flow/flow-document';

export interface SlotOption {
  slot: string;
  name: string;
}

/** What an installation offers for a kind of slot; `null` for kinds the environment does not list. */
export function slotOptions(environment: Environment, kind: SlotKind): SlotOption[] | null {
  const found = bound(environment, kind);
  if (!found) return null;
  return Object.entries(found)
    .map(([slot, { name }]) => ({ slot, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function bound(environment: Environment, kind: SlotKind): Record<string, { name: string }> | null {
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
      return environment.hooks ?? null;
    case 'team':
      return environment.teams;
    case 'agent':
      return environment.agents;
    default:
      return null;
  }
}
