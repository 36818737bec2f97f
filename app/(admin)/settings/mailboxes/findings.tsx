'use client';

import { Alert, Stack } from '@mantine/core';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslations } from 'next-intl';
import type { AppRouter } from '@/app/trpc/root';
import { useFailureCause } from './use-failure-cause';

type Finding = inferRouterOutputs<AppRouter>['mailboxes']['tryOut'][number];

const colors = { ok: 'teal', warning: 'yellow', error: 'red' } as const;
const codes = [
  'listenerReady',
  'pushReady',
  'oauthFailed',
  'oauthMissing',
  'imapReady',
  'imapFailed',
  'folderMissing',
  'outboxOnly',
  'smtpReady',
  'smtpFailed',
  'settingsInvalid',
] as const;

/** What trying a mailbox has shown, in sentences. */
export function Findings({ findings }: { findings: Finding[] }) {
  const t = useTranslations('admin.mailboxes.findings');
  const causeOf = useFailureCause();
  return (
    <Stack gap="xs" role="status">
      {findings.map(({ level, code, values }) => {
        const known = codes.find((name) => name === code);
        return (
          <Alert key={`${code}${JSON.stringify(values)}`} color={colors[level]} p="xs">
            {known ? t(known, { ...values, reason: causeOf(String(values.reason ?? '')) }) : code}
          </Alert>
        );
      })}
    </Stack>
  );
}
