import * as z from 'zod';
import {
  fixedRecipients,
  mailElsewhere,
  mailElsewhereFields,
  recipientProblems,
} from '@/runtime/flow/mail-elsewhere';
import { defineNode } from '@/runtime/flow/node-definition';

const config = z.object({
  ...mailElsewhereFields(
    'Fwd: {{message.subject}}',
    '{{message.from.name}} <{{message.from.address}}>\n\n{{message.text}}',
  ),
  attachOriginal: z.boolean().default(true).meta({ widget: 'switch' }),
});

/** Sends the message on to other addresses. */
export default defineNode({
  type: 'forward',
  version: 1,
  category: 'do',
  icon: 'IconMailShare',
  config,
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ to }) => to.join(', '),
  sendsTo: fixedRecipients,
  problems: recipientProblems,
  run: (context) =>
    mailElsewhere(context, { language: context.language, attachOriginal: context.config.attachOriginal }),
});
