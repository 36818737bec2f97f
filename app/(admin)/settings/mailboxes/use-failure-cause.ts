'use client';

import { useTranslations } from 'next-intl';
import { failureCauses } from '@/runtime/channels/email/failure-causes';

/** Why a mail server could not be used, in a sentence where the cause is known, else in the server's own words. */
export function useFailureCause(): (reason: string) => string {
  const t = useTranslations('admin.mailboxes.causes');
  return (reason) => {
    const known = failureCauses.find((cause) => cause === reason);
    return known ? t(known) : reason;
  };
}
