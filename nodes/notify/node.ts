import * as z from 'zod';
import { templateField } from '@/runtime/flow/config-schemas';
import { defineNode, go } from '@/runtime/flow/node-definition';

const config = z.object({
  to: z.array(z.email().max(254)).max(20).default([]).meta({ widget: 'list' }),
  subject: templateField.max(500).default('[{{ticket.number}}] {{ticket.subject}}'),
  text: templateField.default('{{customer.name|}} <{{customer.address}}>\n\n{{message.text}}'),
});

/** Tells colleagues about the ticket. */
export default defineNode({
  type: 'notify',
  version: 1,
  category: 'do',
  icon: 'IconBell',
  config,
  ports: [{ id: 'next', kind: 'exit' }],
  summary: ({ to }) => to.join(', '),
  sendsTo: ({ to }) => to,
  problems: ({ to }) => (to.length === 0 ? [{ level: 'error', path: ['to'], key: 'toMissing' }] : []),
  run({ config, facts, fill, environment }) {
    // A report that the notice could not be delivered must not cause the next one.
    if (facts.message?.bounce) return go('next', { because: { key: 'bounce', values: {} } });
    return go('next', {
      commands: [
        {
          type: 'sendMessage',
          purpose: 'notification',
          to: config.to.map((address) => ({ name: '', address })),
          body: {
            subject: fill(config.subject),
            text: fill(config.text),
            language: environment.installation.language,
          },
        },
      ],
      because: { key: 'sent', values: { addresses: config.to.join(', ') } },
    });
  },
});
