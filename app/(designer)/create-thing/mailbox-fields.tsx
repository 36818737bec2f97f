'use client';

import { Group, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import type { FieldsProps } from './thing-fields';

/** Address and servers of a mailbox. Known providers fill their servers in. */
export function MailboxFields({ form, change, wrong }: FieldsProps) {
  const t = useTranslations('designer.create');
  const provider = useProvider();
  const [signsIn, setSignsIn] = useState(false);
  const fill = async () => {
    const found = await provider(form.address.trim());
    setSignsIn(found?.login === 'oauth');
    if (!found || form.imapHost || form.smtpHost) return;
    change({
      imapHost: found.imap.host,
      smtpHost: found.smtp.host,
      smtpPort: found.smtp.port,
      smtpSecurity: found.smtp.security,
      user: form.user || form.address.trim(),
    });
  };
  return (
    <>
      <TextInput
        withAsterisk
        type="email"
        label={t('address')}
        maxLength={320}
        value={form.address}
        error={wrong('address')}
        onChange={(event) => change({ address: event.currentTarget.value })}
        onBlur={() => void fill()}
      />
      <Radio.Group
        label={t('incoming')}
        value={form.incoming}
        onChange={(value) => change({ incoming: value === 'listener' ? 'listener' : 'imap' })}
      >
        <Stack gap={6} mt={6}>
          {(['imap', 'listener'] as const).map((value) => (
            <Radio key={value} value={value} label={t(`incomings.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {form.incoming === 'imap' && (
        <>
          <ServerFields form={form} change={change} wrong={wrong} />
          {signsIn && <Text size="sm">{t('signsIn')}</Text>}
        </>
      )}
      <Text size="sm" c="dimmed">
        {t(form.incoming === 'imap' ? 'hints.mailbox' : 'hints.listener')}
      </Text>
    </>
  );
}

/** Where mail is fetched and sent, and as whom. */
function ServerFields({ form, change, wrong }: FieldsProps) {
  const t = useTranslations('designer.create');
  const text = (field: 'imapHost' | 'smtpHost' | 'user') => (
    <TextInput
      withAsterisk
      label={t(field)}
      value={form[field]}
      error={wrong(field)}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <Group grow align="flex-start">
        {text('imapHost')}
        {text('smtpHost')}
      </Group>
      <Group grow align="flex-start">
        {text('user')}
        <PasswordInput
          withAsterisk
          label={t('password')}
          autoComplete="new-password"
          value={form.password}
          error={wrong('password')}
          onChange={(event) => change({ password: event.currentTarget.value })}
        />
      </Group>
    </>
  );
}

/** Servers of the provider behind an address; `null` where it is none that is known, or it cannot be asked just now. */
function useProvider() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return async (address: string) =>
    address.includes('@')
      ? queries.fetchQuery(trpc.mailboxes.provider.queryOptions({ address })).catch(() => null)
      : null;
}
