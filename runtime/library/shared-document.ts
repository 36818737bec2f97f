import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { Json, JsonObject } from '@/runtime/flow/json';

/** Names of fields and headers whose values are nobody's business outside. */
const SECRET = /auth|token|secret|passw|api-?key|cookie|credential|signature/i;

/** A flow as strangers may see it: with every value emptied that looks like a key to something. */
export function withoutSecrets(document: FlowDocument): FlowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) => ({ ...node, config: emptied(node.config) })),
  };
}

function emptied(config: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      // `{ name: 'Authorization', value: '...' }` as well as `{ apiKey: '...' }`.
      isSecret(key, config) && typeof value === 'string' ? '' : cleaned(value),
    ]),
  );
}

function isSecret(key: string, { name }: JsonObject): boolean {
  return SECRET.test(key) || (key === 'value' && typeof name === 'string' && SECRET.test(name));
}

function cleaned(value: Json): Json {
  if (typeof value === 'string') return value.replace(USER_IN_URL, '$1');
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === 'object' && value !== null ? emptied(value) : value;
}

/** `https://user:password@host` */
const USER_IN_URL = /(\bhttps?:\/\/)[^/\s@]+@/gi;

/**
 * The installation as strangers may see it: only what the flow names, addresses invented, people by what the flow calls them.
 * @param names what the flow uses, by kind of slot
 */
export function sharedEnvironment(
  environment: Environment,
  names: ReadonlyMap<string, ReadonlySet<string>>,
): Environment {
  const only = <Value>(kind: string, things: Record<string, Value>): Record<string, Value> =>
    Object.fromEntries(Object.entries(things).filter(([slot]) => names.get(kind)?.has(slot)));
  const anonymous = (things: Record<string, { id: string; name: string }>) =>
    Object.fromEntries(Object.keys(things).map((slot) => [slot, { id: slot, name: slot }]));
  const named = (things: Record<string, { id: string; name: string }>) =>
    Object.fromEntries(Object.entries(things).map(([slot, { name }]) => [slot, { id: slot, name }]));
  const mailboxes = only('mailbox', environment.mailboxes);
  return {
    hash: 'shared',
    installation: { ...environment.installation },
    calendars: only('calendar', environment.calendars),
    holidays: environment.holidays,
    queues: named(only('queue', environment.queues)),
    mailboxes: Object.fromEntries(
      Object.entries(mailboxes).map(([slot, { name }]) => [
        slot,
        { id: slot, name, address: `${slot}@example.com` },
      ]),
    ),
    teams: named(only('team', environment.teams)),
    agents: anonymous(only('agent', environment.agents)),
    ...(environment.flows ? { flows: named(only('flow', environment.flows)) } : {}),
    ...(environment.chats ? { chats: named(only('chat', environment.chats)) } : {}),
  };
}
