'use client';

import { useTranslations } from 'next-intl';

const causes = [
  'loginRefused',
  'hostUnknown',
  'nobodyAnswers',
  'tooSlow',
  'certificate',
  'notEncrypted',
  'oauthRefused',
  'oauthUnreachable',
  'settingsInvalid',
] as const;

/** Why a mail server could not be used, in a sentence where the cause is known, else in the server's own words. */
export function useFailureCause(): (reason: string) => string {
  const t = useTranslations('admin.mailboxes.causes');
  return (reason) => {
    const known = causes.find((cause) => cause === reason);
    return known ? t(known) : reason;
  };
}
