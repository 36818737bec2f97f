import * as z from 'zod';
import { mailElsewhere, mailElsewhereFields, mailElsewhereNode } from '@/runtime/flow/mail-elsewhere';
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
  ...mailElsewhereNode,
  type: 'forward',
  version: 1,
  icon: 'IconMailShare',
  config,
  run: (context) =>
    mailElsewhere(context, { language: context.language, attachOriginal: context.config.attachOriginal }),
});
