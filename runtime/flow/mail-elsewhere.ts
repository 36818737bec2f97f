import * as z from 'zod';
import { templateField } from './config-schemas';
import type { Environment } from './facts';
import type { Json } from './json';
import {
  type ConfigProblem,
  fail,
  go,
  type NodeContext,
  type Outcome,
  type PortDefinition,
} from './node-definition';
import { resolveValue } from './resolve-value';

// What node types have in common that send mail to somebody else than the customer.

/** Addresses as they are, or texts with places and expressions that give some when the node is visited. */
const recipientsField = z.array(templateField.max(500)).max(20).default([]).meta({ widget: 'list' });

/** Settings of every such node type. */
export function mailElsewhereFields(subject: string, text: string) {
  return {
    to: recipientsField,
    subject: templateField.max(500).default(subject),
    text: templateField.default(text),
  };
}

/** What every such node type is beyond its settings and its words. */
export const mailElsewhereNode = {
  category: 'do',
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ] as PortDefinition[],
  summary: ({ to }: MailElsewhere) => to.join(', '),
  sendsTo: fixedRecipients,
  problems: recipientProblems,
} as const;

export interface MailElsewhere {
  to: string[];
  subject: string;
  text: string;
}

const addressSchema = z.email().max(254);

function recipientProblems({ to }: MailElsewhere): ConfigProblem[] {
  if (to.length === 0) return [{ level: 'error', path: ['to'], key: 'toMissing' }];
  return to.flatMap((entry, index): ConfigProblem[] =>
    isComputed(entry) || addressSchema.safeParse(entry.trim()).success
      ? []
      : [{ level: 'error', path: ['to', index], key: 'toInvalid', values: { address: entry } }],
  );
}

/** The addresses that are known before any message comes. */
function fixedRecipients({ to }: MailElsewhere): string[] {
  return to.filter((entry) => !isComputed(entry));
}

/**
 * Sends the mail, and leads on by `next`. Fails with `addressInvalid` where no or no valid address came out, and with `ownMailbox`
 * where one is a mailbox of the installation: the mail would come back. Its texts need `because.sent` with `addresses` and
 * `because.bounce`.
 */
export function mailElsewhere(
  context: NodeContext<MailElsewhere>,
  { language, attachOriginal }: { language: string; attachOriginal?: boolean },
): Outcome | Promise<Outcome> {
  // A report that such a mail could not be delivered must not cause the next one.
  if (context.facts.message?.bounce) return go('next', { because: { key: 'bounce', values: {} } });
  const found = context.config.to.map((entry) => (isComputed(entry) ? resolveValue(context, entry) : entry));
  const send = (values: (Json | undefined)[]) => sendTo(context, values, language, attachOriginal);
  // No promise is among them in the second case.
  return found.some((value) => value instanceof Promise)
    ? Promise.all(found).then(send)
    : send(found as (Json | undefined)[]);
}

function sendTo(
  { config, fill, environment }: NodeContext<MailElsewhere>,
  values: readonly (Json | undefined)[],
  language: string,
  attachOriginal: boolean | undefined,
): Outcome {
  const addresses = [...new Set(values.flatMap(addressesIn))];
  const invalid = addresses.find((address) => !addressSchema.safeParse(address).success);
  if (addresses.length === 0 || invalid !== undefined)
    return fail('addressInvalid', `"${(invalid ?? '').slice(0, 100)}" is not a mail address.`);
  const own = addresses.find((address) => isOwn(address, environment));
  if (own !== undefined) return fail('ownMailbox', `${own} is a mailbox of this installation.`);
  return go('next', {
    commands: [
      {
        type: 'sendMessage',
        purpose: 'notification',
        to: addresses.map((address) => ({ name: '', address })),
        body: { subject: fill(config.subject), text: fill(config.text), language },
        ...(attachOriginal === undefined ? {} : { attachOriginal }),
      },
    ],
    because: { key: 'sent', values: { addresses: addresses.join(', ') } },
  });
}

/** A field may hold one address, several with commas or semicolons between them, or a list. */
function addressesIn(value: Json | undefined): string[] {
  const texts = Array.isArray(value) ? value : [value];
  return texts
    .flatMap((text) => (typeof text === 'string' ? text.split(/[,;]/) : []))
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

function isOwn(address: string, { mailboxes }: Environment): boolean {
  return Object.values(mailboxes).some((mailbox) => mailbox.address.toLowerCase() === address.toLowerCase());
}

function isComputed(entry: string): boolean {
  return entry.startsWith('=') || entry.includes('{{');
}
