import * as z from 'zod';
import { mailElsewhere, mailElsewhereFields, mailElsewhereNode } from '@/runtime/flow/mail-elsewhere';
import { defineNode } from '@/runtime/flow/node-definition';

const config = z.object(
  mailElsewhereFields(
    '[{{ticket.number}}] {{ticket.subject}}',
    '{{customer.name|}} <{{customer.address}}>\n\n{{message.text}}',
  ),
);

/** Tells colleagues about the ticket. */
export default defineNode({
  ...mailElsewhereNode,
  type: 'notify',
  version: 1,
  icon: 'IconBell',
  config,
  run: (context) => mailElsewhere(context, { language: context.environment.installation.language }),
});
