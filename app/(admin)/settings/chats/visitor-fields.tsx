'use client';

import { Select, Switch, TextInput, Title } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import type { ChatForm } from './chat-form';

/** What visitors are asked, and what they may do. */
export function VisitorFields({ form }: { form: UseFormReturnType<ChatForm> }) {
  const t = useTranslations('chat');
  const locale = useLocale();
  const { data: mailboxes } = useQuery(useTRPC().mailboxes.list.queryOptions());
  return (
    <>
      <Title order={3}>{t('visitors')}</Title>
      <Select
        label={t('contact')}
        description={t('contactHelp')}
        allowDeselect={false}
        data={(['off', 'optional', 'required'] as const).map((value) => ({
          value,
          label: t(`contacts.${value}`),
        }))}
        {...form.getInputProps('contact')}
      />
      <TextInput
        label={t('privacyUrl')}
        description={t('privacyUrlHelp')}
        placeholder="https://www.example.com/privacy"
        {...form.getInputProps('privacyUrl')}
      />
      <Switch
        label={t('files')}
        description={t('filesHelp')}
        {...form.getInputProps('files', { type: 'checkbox' })}
      />
      <Switch
        label={t('transcript')}
        description={t('transcriptHelp')}
        {...form.getInputProps('transcript', { type: 'checkbox' })}
      />
      {form.values.transcript && (
        <Select
          label={t('transcriptMailbox')}
          placeholder={t('firstMailbox')}
          clearable
          data={mailboxes?.map(({ slot, name }) => ({ value: slot, label: name[locale] ?? slot })) ?? []}
          {...form.getInputProps('transcriptMailbox')}
        />
      )}
    </>
  );
}
