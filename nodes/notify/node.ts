import * as z from 'zod';
import {
  fixedRecipients,
  mailElsewhere,
  mailElsewhereFields,
  recipientProblems,
} from '@/runtime/flow/mail-elsewhere';
import { defineNode } from '@/runtime/flow/node-definition';

const config = z.object(
  mailElsewhereFields(
    '[{{ticket.number}}] {{ticket.subject}}',
    '{{customer.name|}} <{{customer.address}}>\n\n{{message.text}}',
  ),
);

/** Tells colleagues about the ticket. */
export default defineNode({
  type: 'notify',
  version: 1,
  category: 'do',
  icon: 'IconBell',
  config,
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ to }) => to.join(', '),
  sendsTo: fixedRecipients,
  problems: recipientProblems,
  run: (context) => mailElsewhere(context, { language: context.environment.installation.language }),
});
