import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import type { Environment, Facts } from '@/runtime/flow/facts';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { faultOfTextRule, fulfilsTextRule } from '@/runtime/flow/text-rule';

const config = z.object({
  mailbox: slotField('mailbox').optional(),
  addresses: z
    .array(z.string().trim().min(3).max(254))
    .max(50)
    .default([])
    .meta({ widget: 'tags', advanced: true }),
  subject: z
    .enum(['any', 'contains', 'matches'])
    .default('any')
    .meta({ widget: 'segmented', advanced: true }),
  subjectText: z
    .string()
    .max(500)
    .default('')
    .meta({ widget: 'text', showWhen: { subject: ['contains', 'matches'] }, advanced: true }),
  reopened: z.enum(['any', 'never', 'only']).default('any').meta({ widget: 'select', advanced: true }),
});
type Config = z.infer<typeof config>;

/** Begins a flow with a mail: of one mailbox or any, to certain addresses, with a certain subject. */
export default defineNode({
  type: 'mail-received',
  version: 1,
  category: 'start',
  icon: 'IconMail',
  config,
  ports: [{ id: 'next', kind: 'exit' }],
  matches,
  summary: ({ mailbox, subject, subjectText }, translate, environment) => {
    const name = mailbox ? (environment?.mailboxes[mailbox]?.name ?? mailbox) : null;
    const where = name === null ? translate('summary.anyMailbox') : translate('summary.mailbox', { name });
    return subject === 'any' ? where : translate('summary.withSubject', { where, text: subjectText });
  },
  problems({ subject, subjectText }) {
    const fault = faultOfTextRule(subject, subjectText);
    if (fault === null) return [];
    return [
      { level: 'error', path: ['subjectText'], key: fault === 'pattern' ? 'pattern' : 'subjectMissing' },
    ];
  },
  run: ({ facts }) => {
    const [address, from] = [facts.message?.address ?? '', facts.message?.from.address ?? ''];
    // A mail may name no sender (RFC 5321 4.5.5), and one that is only tried out no mailbox.
    if (from === '') return go('next', { because: { key: 'anonymous', values: {} } });
    const key = address === '' ? 'receivedFrom' : 'received';
    return go('next', { because: { key, values: { address, from } } });
  },
});

/** Every restriction that holds makes the match more specific; one that does not hold ends it. */
function matches(
  config: Config,
  { message, ticket }: Facts,
  _environment: Environment,
): { specificity: number } {
  if (message === null || message.channelKind !== 'email') return { specificity: 0 };
  let specificity = 1;
  if (config.reopened !== 'any') {
    if (ticket.reopened !== (config.reopened === 'only')) return { specificity: 0 };
    specificity += 16;
  }
  if (config.mailbox !== undefined) {
    if (message.channel !== config.mailbox) return { specificity: 0 };
    specificity += 2;
  }
  if (config.addresses.length > 0) {
    const reached = [message.address, ...message.to.map((party) => party.address)].map((address) =>
      address.toLowerCase(),
    );
    if (!config.addresses.some((address) => reached.includes(address.toLowerCase())))
      return { specificity: 0 };
    specificity += 4;
  }
  if (config.subject !== 'any') {
    if (!fulfilsTextRule(config.subject, config.subjectText, message.subject)) return { specificity: 0 };
    specificity += 8;
  }
  return { specificity };
}
