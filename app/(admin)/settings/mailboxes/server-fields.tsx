'use client';

import { Group, NumberInput, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslations } from 'next-intl';
import type { MailboxForm } from './mailbox-form';

interface ServerFieldsProps {
  form: UseFormReturnType<MailboxForm>;
  kind: 'imap' | 'smtp';
  passwordStored: boolean;
}

const logins = ['password', 'oauth'] as const;
const securities = ['tls', 'starttls', 'none'] as const;

/** Address and log-in of a mail server. */
export function ServerFields({ form, kind, passwordStored }: ServerFieldsProps) {
  const t = useTranslations('admin.mailboxes');
  return (
    <Stack gap="sm">
      <Group align="flex-start" wrap="nowrap">
        <TextInput flex={1} label={t('host')} {...form.getInputProps(`${kind}Host`)} />
        <NumberInput
          w={90}
          label={t('port')}
          min={1}
          max={65_535}
          hideControls
          {...form.getInputProps(`${kind}Port`)}
        />
        <Select
          w={130}
          label={t('security')}
          allowDeselect={false}
          data={securities.map((value) => ({ value, label: t(`securities.${value}`) }))}
          {...form.getInputProps(`${kind}Security`)}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={t('login')}
          allowDeselect={false}
          data={logins.map((value) => ({ value, label: t(`logins.${value}`) }))}
          {...form.getInputProps(`${kind}Login`)}
        />
        <TextInput label={t('user')} autoComplete="off" {...form.getInputProps(`${kind}User`)} />
        {form.values[`${kind}Login`] === 'password' && (
          <PasswordInput
            label={t('password')}
            autoComplete="new-password"
            placeholder={passwordStored ? t('passwordStored') : ''}
            {...form.getInputProps(`${kind}Password`)}
          />
        )}
      </Group>
    </Stack>
  );
}
