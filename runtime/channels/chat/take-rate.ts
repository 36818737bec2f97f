import { DomainError } from '@/runtime/domain-error';
import { newId } from '@/runtime/store/new-id';
import { takeUse } from '@/runtime/store/windows';
import { type ChatRate, chatRates } from './chat-limits';

/** Takes one use of a rate for somebody. Errors: DomainError `chatTooFast` with `retryAfterMs`. */
export async function takeRate(rate: ChatRate, who: string, at: Date): Promise<void> {
  const waitMs = await takeUse(
    { key: `chat:${rate}:${who}`, useId: newId(at.getTime()), ...chatRates[rate] },
    at,
  );
  if (waitMs === 0) return;
  throw new DomainError('limit', 'chatTooFast', 'Too much at once. Please wait a moment.', {
    retryAfterMs: waitMs,
  });
}
