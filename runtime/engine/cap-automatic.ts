import { nativeCollection } from '@/runtime/store/define-model';
import type { MailSettings } from '@/runtime/store/mail-settings';
import { addToSlice, findUses, type WindowUseRecord, WindowUses, windowUse } from '@/runtime/store/windows';
import { AUTOMATIC_TOTAL, type AutomaticCount, automaticOfTicket, DAY_MS, sumUses } from './automatic-counts';
import { insertNew } from './insert-new';
import type { OutboundDraft } from './queue-outgoing';

const SLICE_MS = 300_000;

/** Why a message that nobody wrote by hand is kept back. */
export type SuppressionReason =
  | 'recipient'
  | 'ticket'
  | 'notified'
  | 'total'
  | 'badAddress'
  | 'answersAutomatic';

export interface CappedDrafts {
  allowed: OutboundDraft[];
  suppressed: { draft: OutboundDraft; reason: SuppressionReason }[];
}

/**
 * Holds messages that flows write against sliding caps, so that no error and no loop floods anybody. A message that was
 * allowed once stays allowed when it is asked for again after a crash.
 * @param reasonsBefore drafts that must not go out whatever the caps say, by id.
 */
export async function capAutomatic(
  drafts: OutboundDraft[],
  caps: MailSettings['automaticCaps'],
  reasonsBefore: ReadonlyMap<string, SuppressionReason>,
  now: Date,
): Promise<CappedDrafts> {
  const asked = drafts.map((draft) => ({ draft, uses: usesOf(draft) }));
  const keys = [...new Set(asked.flatMap(({ uses }) => uses.map(({ key }) => key)))];
  const found = await findUses([...keys, AUTOMATIC_TOTAL], new Date(now.getTime() - DAY_MS));
  const counts = sumUses(found, now);
  const known = new Set(found.map(({ _id }) => _id));
  const capped: CappedDrafts = { allowed: [], suppressed: [] };
  const taken: WindowUseRecord[] = [];
  let fresh = 0;
  for (const { draft, uses } of asked) {
    // Counted by an earlier attempt: it was allowed then.
    const again = uses.length > 0 && uses.every(({ key }) => known.has(`${key}|${draft.id}`));
    const reason = reasonsBefore.get(draft.id) ?? (again ? null : reasonAgainst(draft, uses, counts, caps));
    if (reason !== null) {
      capped.suppressed.push({ draft, reason });
      continue;
    }
    capped.allowed.push(draft);
    if (again) continue;
    fresh += 1;
    for (const { key } of [...uses, { key: AUTOMATIC_TOTAL }]) countOne(counts, key);
    taken.push(...uses.map(({ key }) => windowUse(key, draft.id, DAY_MS, now)));
  }
  await Promise.all([
    insertNew(nativeCollection(WindowUses), taken),
    fresh > 0 ? addToSlice(AUTOMATIC_TOTAL, fresh, { sliceMs: SLICE_MS, windowMs: DAY_MS }, now) : null,
  ]);
  return capped;
}

type Cap = 'recipient' | 'ticket' | 'notified';

/** What a draft uses up: automatic replies and messages of flows by customer, notifications by whom they go to. */
function usesOf({ purpose, ticket, to, channel }: OutboundDraft): { key: string; cap: Cap }[] {
  const recipients = (to.length > 0 ? to : [ticket.customer]).map(({ address }) => address.toLowerCase());
  const unique = [...new Set(recipients)];
  if (purpose === 'notification')
    return unique.map((address) => ({ key: `automatic:notified:${address}`, cap: 'notified' }));
  if (purpose === 'reply') return [];
  const byTicket = { key: automaticOfTicket(ticket._id), cap: 'ticket' as const };
  if (purpose === 'flow') return [byTicket];
  return [
    ...unique.map((address) => ({
      key: `automatic:recipient:${channel.kind}:${address}`,
      cap: 'recipient' as const,
    })),
    byTicket,
  ];
}

type Counts = Map<string, AutomaticCount>;

function countOne(counts: Counts, key: string): void {
  const sum = counts.get(key) ?? { hour: 0, day: 0 };
  counts.set(key, { hour: sum.hour + 1, day: sum.day + 1 });
}

function reasonAgainst(
  draft: OutboundDraft,
  uses: { key: string; cap: Cap }[],
  counts: Counts,
  caps: MailSettings['automaticCaps'],
): SuppressionReason | null {
  if (draft.purpose === 'reply') return null;
  const isSpent = (key: string, cap: keyof typeof caps) => {
    const { hour, day } = counts.get(key) ?? { hour: 0, day: 0 };
    return hour >= caps[cap].hour || day >= caps[cap].day;
  };
  const spent = uses.find(({ key, cap }) => isSpent(key, cap));
  if (spent) return spent.cap;
  return isSpent(AUTOMATIC_TOTAL, 'total') ? 'total' : null;
}

const sentences: Record<'de' | 'en', Record<SuppressionReason, string>> = {
  de: {
    recipient: 'Nicht gesendet: Diese Adresse hat zu viele automatische Antworten in kurzer Zeit bekommen.',
    ticket:
      'Nicht gesendet: Auf diesem Ticket sind zu viele automatische Nachrichten in kurzer Zeit entstanden.',
    notified: 'Nicht gesendet: Diese Adresse hat zu viele Benachrichtigungen in kurzer Zeit bekommen.',
    total:
      'Nicht gesendet: Die Obergrenze für automatische Nachrichten der ganzen Installation ist erreicht.',
    answersAutomatic: 'Nicht gesendet: Automatische E-Mails werden nicht automatisch beantwortet.',
    badAddress: 'Nicht gesendet: Eine frühere E-Mail an diese Adresse kam als unzustellbar zurück.',
  },
  en: {
    recipient: 'Not sent: this address has been given too many automatic replies within a short time.',
    ticket: 'Not sent: too many automatic messages have been written on this ticket within a short time.',
    notified: 'Not sent: this address has been given too many notifications within a short time.',
    total: 'Not sent: the whole installation has reached its limit of automatic messages.',
    answersAutomatic: 'Not sent: automatic mail is not answered automatically.',
    badAddress: 'Not sent: an earlier mail to this address came back as undeliverable.',
  },
};

/** The reason as agents read it under the message. */
export function suppressionSentence(reason: SuppressionReason, language: 'de' | 'en'): string {
  return sentences[language][reason];
}
