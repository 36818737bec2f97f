import { capabilitiesOf } from '@/runtime/channels/capabilities-of';
import { DomainError } from '@/runtime/domain-error';
import type { OutboundDraft } from '@/runtime/engine/queue-outgoing';
import { readMailSettings } from '@/runtime/store/mail-settings';

const YEAR_MS = 366 * 86_400_000;

/**
 * How long a message by a person waits before it leaves: until the time he chose, else for the seconds in which he can
 * take it back; not at all where it is read at once. Errors: DomainError `timeIsPast`, `timeTooFar`.
 */
export async function holdBack(
  channelKind: string,
  sendAt: Date | null,
  now: Date,
): Promise<Pick<OutboundDraft, 'hold'>> {
  if (sendAt) {
    checkSendAt(sendAt, now);
    return { hold: { until: sendAt, chosen: true } };
  }
  if (capabilitiesOf(channelKind).immediate) return {};
  const { undoSendSeconds } = await readMailSettings();
  if (undoSendSeconds === 0) return {};
  return { hold: { until: new Date(now.getTime() + undoSendSeconds * 1000), chosen: false } };
}

/** Errors: DomainError `timeIsPast`, `timeTooFar`. */
export function checkSendAt(sendAt: Date, now: Date): void {
  if (sendAt <= now) throw new DomainError('invalid', 'timeIsPast', 'This time has already passed.');
  if (sendAt.getTime() - now.getTime() > YEAR_MS) {
    throw new DomainError('invalid', 'timeTooFar', 'A message can be put off by a year at most.');
  }
}
