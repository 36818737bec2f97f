import { useTranslations } from 'next-intl';
import { readSendingFailure } from '@/runtime/channels/email/sending-failure';

/** Why a message did not leave: in a sentence where the cause is known, with what its server said behind it. */
export function useSendingReason(): (stored: string) => string {
  const t = useTranslations('inbox.message');
  const causeOf = useTranslations('admin.mailboxes.causes');
  return (stored) => {
    const { cause, words } = readSendingFailure(stored);
    if (cause === null) return words;
    const sentence = cause === 'rateLimit' ? t('rateLimit') : causeOf(cause);
    return words === '' ? sentence : `${sentence} (${words})`;
  };
}
