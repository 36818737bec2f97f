'use client';

import { Stack, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslations } from 'next-intl';
import type { MailboxForm } from './mailbox-form';

/** How answers and bounces find their ticket, and whose word counts about where a mail comes from. */
export function AnswerFields({ form }: { form: UseFormReturnType<MailboxForm> }) {
  const t = useTranslations('admin.mailboxes');
  return (
    <Stack gap="sm">
      <Switch
        label={t('answersInAddress')}
        description={t('answersInAddressHelp')}
        {...form.getInputProps('answersInAddress', { type: 'checkbox' })}
      />
      <Switch
        label={t('answersInReturnPath')}
        description={t('answersInReturnPathHelp')}
        {...form.getInputProps('answersInReturnPath', { type: 'checkbox' })}
      />
      <Switch
        label={t('answersInSubject')}
        description={t('answersInSubjectHelp')}
        {...form.getInputProps('answersInSubject', { type: 'checkbox' })}
      />
      <TextInput
        label={t('authenticationServer')}
        description={t('authenticationServerHelp')}
        placeholder="mx.example.com"
        {...form.getInputProps('authenticationServer')}
      />
    </Stack>
  );
}
