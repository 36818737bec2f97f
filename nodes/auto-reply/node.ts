import * as z from 'zod';
import { localizedField } from '@/runtime/flow/config-schemas';
import type { Environment, Facts } from '@/runtime/flow/facts';
import { localizedChoice, localizedText } from '@/runtime/flow/localized';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { renderRichText } from '@/runtime/flow/rich-text';

const config = z.object({
  subject: localizedField.default({ en: 'Re: {{ticket.subject}}', de: 'Re: {{ticket.subject}}' }),
  text: localizedField.default({ en: '', de: '' }).meta({ widget: 'rich-text' }),
  limit: z
    .enum(['ticketDay', 'ticket', 'none'])
    .default('ticketDay')
    .meta({ widget: 'select', advanced: true }),
});
type Config = z.infer<typeof config>;

const DAY_MS = 86_400_000;
/** Addresses behind which nobody reads: an answer to them only makes more mail. */
const NOBODY =
  /^(?:no-?_?reply|do-?_?not-?_?reply|mailer-daemon|postmaster|bounces?|listserv|majordomo)(?:[+._-].*)?@|-(?:bounces?|request|owner)@/i;

/**
 * Answers the customer at once. RFC 3834, section 2: no answer to automatic mail, to reports of delivery, to lists, to addresses that
 * nobody reads, or to one's own mailboxes; by default at most one per ticket within 24 hours.
 */
export default defineNode({
  type: 'auto-reply',
  version: 1,
  category: 'do',
  icon: 'IconMailForward',
  config,
  ports: [{ id: 'next', kind: 'exit' }],
  settles: true,
  replies: true,
  summary: ({ text }, { language = 'en' }) => firstLine(localizedText(text, language)),
  problems: ({ text }) =>
    localizedChoice(text, 'en') === null ? [{ level: 'error', path: ['text'], key: 'textMissing' }] : [],
  run({ config, facts, environment, clock, language, fill }) {
    const reason = reasonAgainst(config, facts, environment, clock.now);
    if (reason !== null) return go('next', { because: { key: reason, values: {} } });
    const text = localizedChoice(config.text, language);
    if (text === null) return go('next', { because: { key: 'noText', values: {} } });
    const subject = localizedChoice(config.subject, text.language);
    return go('next', {
      commands: [
        {
          type: 'sendMessage',
          purpose: 'automatic',
          to: null,
          body: {
            subject: oneReplyMark(fill(subject?.text ?? 'Re: {{ticket.subject}}')),
            ...renderRichText(text.text, fill),
            language: text.language,
          },
        },
      ],
      because: { key: 'sent', values: { language: text.language } },
    });
  },
});

function reasonAgainst(
  config: Config,
  { message, ticket, customer }: Facts,
  environment: Environment,
  now: number,
): string | null {
  if (message?.bounce) return 'bounce';
  if (message?.automatic) return 'automatic';
  const address = (message?.from.address ?? customer.address).toLowerCase();
  if (NOBODY.test(address)) return 'nobody';
  if (Object.values(environment.mailboxes).some((mailbox) => mailbox.address.toLowerCase() === address))
    return 'ownMailbox';
  if (config.limit === 'ticket' && ticket.autoReplies.length > 0) return 'limitTicket';
  if (config.limit === 'ticketDay' && ticket.autoReplies.some((sentAt) => sentAt > now - DAY_MS))
    return 'limitDay';
  return null;
}

/** A ticket that began as an answer has a subject with `Re:` already. */
function oneReplyMark(subject: string): string {
  return subject.replace(/^(?:(?:re|aw):\s*){2,}/i, 'Re: ').trim();
}

/** What the card tells: without marks for bold and the like. */
function firstLine(text: string): string {
  return (
    renderRichText(text, (template) => template)
      .text.replace(/<[^>]*>/g, ' ')
      .trim()
      .split('\n', 1)[0] ?? ''
  );
}
