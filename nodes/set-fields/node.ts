import * as z from 'zod';
import { templateField, variableNameSchema } from '@/runtime/flow/config-schemas';
import type { NodeCommand } from '@/runtime/flow/execution';
import type { JsonObject } from '@/runtime/flow/json';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { resolveValues } from '@/runtime/flow/resolve-value';
import { writtenType } from '@/runtime/flow/written-type';

const assignment = z.object({ name: variableNameSchema, value: templateField });

const config = z.object({
  ticket: z.array(assignment).max(50).default([]).meta({ widget: 'assignments' }),
  customer: z.array(assignment).max(50).default([]).meta({ widget: 'assignments' }),
});

/** Writes fields of the ticket and of the customer. */
export default defineNode({
  type: 'set-fields',
  version: 1,
  category: 'do',
  icon: 'IconForms',
  config,
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ ticket, customer }) => [...ticket, ...customer].map(({ name }) => name).join(', '),
  fields: ({ ticket, customer }) => [
    ...ticket.map(({ name, value }) => ({ name: `ticket.fields.${name}`, ...writtenType(value) })),
    ...customer.map(({ name, value }) => ({ name: `customer.fields.${name}`, ...writtenType(value) })),
  ],
  problems: ({ ticket, customer }) =>
    ticket.length + customer.length === 0 ? [{ level: 'warning', path: ['ticket'], key: 'nothing' }] : [],
  run(context) {
    const { ticket, customer } = context.config;
    const ticketFields = resolveValues(context, ticket);
    const customerFields = resolveValues(context, customer);
    if (ticketFields instanceof Promise || customerFields instanceof Promise) {
      return Promise.all([ticketFields, customerFields]).then(([ofTicket, ofCustomer]) =>
        written(ofTicket, ofCustomer),
      );
    }
    return written(ticketFields, customerFields);
  },
});

function written(ticket: JsonObject, customer: JsonObject) {
  const commands: NodeCommand[] = [];
  const names = [...Object.keys(ticket), ...Object.keys(customer)];
  if (Object.keys(ticket).length > 0) commands.push({ type: 'setTicketFields', fields: ticket });
  if (Object.keys(customer).length > 0) commands.push({ type: 'setCustomerFields', fields: customer });
  return go('next', { commands, because: { key: 'written', values: { names: names.join(', ') } } });
}
