'use client';

import { NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslations } from 'next-intl';
import type { MailboxForm } from './mailbox-form';

/** How fast mail goes out, and whether a copy of it is put into the mailbox. */
export function SendingFields({ form }: { form: UseFormReturnType<MailboxForm> }) {
  const t = useTranslations('admin.mailboxes');
  const { incoming, keepsSentCopy } = form.values;
  return (
    <Stack gap="sm">
      <NumberInput
        label={t('perMinute')}
        description={t('perMinuteHelp')}
        placeholder={t('unlimited')}
        min={1}
        max={10_000}
        allowDecimal={false}
        {...form.getInputProps('perMinute')}
      />
      {incoming === 'imap' && (
        <Switch
          label={t('sentCopy')}
          description={t('sentCopyHelp')}
          {...form.getInputProps('keepsSentCopy', { type: 'checkbox' })}
        />
      )}
      {incoming === 'imap' && keepsSentCopy && (
        <TextInput
          label={t('sentFolder')}
          placeholder={t('sentFolderPlaceholder')}
          {...form.getInputProps('sentFolder')}
        />
      )}
    </Stack>
  );
}
