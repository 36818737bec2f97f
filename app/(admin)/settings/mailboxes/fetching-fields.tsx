'use client';

import { Group, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslations } from 'next-intl';
import type { MailboxForm } from './mailbox-form';

const firstFetches = ['unseen', 'new', 'all'] as const;
const afterFetches = ['seen', 'move', 'nothing'] as const;

/** Which mail is fetched, what happens to it on the server, and when fetching pauses. */
export function FetchingFields({ form }: { form: UseFormReturnType<MailboxForm> }) {
  const t = useTranslations('admin.mailboxes');
  return (
    <Stack gap="sm">
      <Group grow align="flex-start">
        <TagsInput label={t('folders')} {...form.getInputProps('imapFolders')} />
        <Select
          label={t('firstFetch')}
          allowDeselect={false}
          data={firstFetches.map((value) => ({ value, label: t(`firstFetches.${value}`) }))}
          {...form.getInputProps('firstFetch')}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={t('afterFetch')}
          allowDeselect={false}
          data={afterFetches.map((value) => ({ value, label: t(`afterFetches.${value}`) }))}
          {...form.getInputProps('afterFetch')}
        />
        {form.values.afterFetch === 'move' && (
          <TextInput label={t('moveFolder')} {...form.getInputProps('moveFolder')} />
        )}
      </Group>
      <LimitField form={form} />
    </Stack>
  );
}

/** How many unfinished tickets there may be before mail has to wait at its source. */
export function LimitField({ form }: { form: UseFormReturnType<MailboxForm> }) {
  const t = useTranslations('admin.mailboxes');
  return (
    <NumberInput
      label={t('processingLimit')}
      description={t(`processingLimitHelps.${form.values.incoming}`)}
      placeholder={t('unlimited')}
      min={1}
      max={1_000_000}
      allowDecimal={false}
      {...form.getInputProps('processingLimit')}
    />
  );
}
