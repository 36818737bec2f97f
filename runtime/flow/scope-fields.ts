import { compileFlow } from './compile';
import type { FlowDocument } from './flow-document';
import type { NodeRegistry } from './node-definition';
import type { RuleFieldType } from './rules';

/** What can be named in rules, templates and expressions, and of what type it is; in the order in which an editor offers it. */
export const SCOPE_FIELDS: Readonly<Record<string, Exclude<RuleFieldType, 'unknown'>>> = {
  'message.subject': 'text',
  'message.text': 'text',
  'message.from.address': 'text',
  'message.from.name': 'text',
  'message.address': 'text',
  'message.to': 'list',
  'message.cc': 'list',
  'message.channel': 'text',
  'message.channelKind': 'text',
  'message.language': 'text',
  'message.arrivedAt': 'date',
  'message.sentAt': 'date',
  'message.automatic': 'boolean',
  'message.automaticReason': 'text',
  'message.bounce': 'boolean',
  'message.authentication.verdict': 'text',
  'message.authentication.domain': 'text',
  'message.authentication.spf': 'text',
  'message.authentication.dkim': 'text',
  'message.authentication.dmarc': 'text',
  'message.attachments': 'list',
  'message.attachments.length': 'number',
  'message.id': 'text',
  'message.messageId': 'text',
  'message.references': 'list',
  'message.choice': 'text',
  'message.data': 'text',
  'ticket.number': 'number',
  'ticket.subject': 'text',
  'ticket.state': 'text',
  'ticket.priority': 'number',
  'ticket.queue': 'text',
  'ticket.tags': 'list',
  'ticket.createdAt': 'date',
  'ticket.queuedAt': 'date',
  'ticket.language': 'text',
  'ticket.assignee': 'text',
  'ticket.messageCount': 'number',
  'ticket.autoReplies': 'list',
  'ticket.reopened': 'boolean',
  'ticket.id': 'text',
  'customer.name': 'text',
  'customer.address': 'text',
  'customer.language': 'text',
  'customer.timeZone': 'text',
  'customer.ticketCount': 'number',
  'customer.knownSince': 'date',
  'customer.lastAgent': 'text',
  'customer.id': 'text',
  'installation.name': 'text',
  'installation.language': 'text',
  'installation.timeZone': 'text',
  now: 'date',
};

/** Paths below which the author's own names stand. */
const OPEN_PREFIXES = [
  'vars.',
  'ticket.fields.',
  'customer.fields.',
  'message.choice.',
  'message.data.',
  'message.attachments.',
  'message.to.',
  'message.cc.',
];

/** Whether a path can name something; names of the author's own are not judged here. */
export function isKnownPath(path: string): boolean {
  if (Object.hasOwn(SCOPE_FIELDS, path) || OPEN_PREFIXES.some((prefix) => path.startsWith(prefix)))
    return true;
  return (
    Object.keys(SCOPE_FIELDS).some((known) => known.startsWith(`${path}.`)) ||
    /^(vars|ticket\.fields|customer\.fields)$/.test(path)
  );
}

type VariableType = FlowDocument['variables'][number]['type'];

/** The variables that a flow declares or that a node of it writes, with their types. */
export function knownVariables(
  flow: FlowDocument,
  registry: NodeRegistry,
  compiled = compileFlow(flow, registry),
): Map<string, VariableType> {
  const variables = new Map<string, VariableType>();
  for (const { definition, invalid, config } of compiled.nodes.values()) {
    if (!definition?.variables || invalid !== null) continue;
    for (const { name, type } of definition.variables(config)) variables.set(name, type);
  }
  for (const { name, type } of flow.variables) variables.set(name, type);
  return variables;
}
