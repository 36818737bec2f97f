'use client';

import { Alert } from '@mantine/core';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';

const faults = [
  'oauthDeclined',
  'oauthSignInExpired',
  'oauthNoRefreshToken',
  'oauthRefused',
  'oauthUnreachable',
] as const;

/** What became of the log-in at a mail provider that this page was left for. */
export function SignInOutcome() {
  const t = useTranslations('admin.mailboxes.oauth.outcome');
  const query = useSearchParams();
  const fault = query.get('signInError');
  if (fault !== null) {
    const known = faults.find((name) => name === fault);
    return (
      <Alert color="red" mb="md">
        {t(known ?? 'failed')}
      </Alert>
    );
  }
  if (query.get('signedIn') === null) return null;
  return (
    <Alert color="teal" mb="md">
      {t('done')}
    </Alert>
  );
}
