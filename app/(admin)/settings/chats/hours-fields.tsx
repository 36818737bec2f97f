'use client';

import { SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import type { ChatForm } from './chat-form';

/** When the chat is open, and what happens when it is not. */
export function HoursFields({ form }: { form: UseFormReturnType<ChatForm> }) {
  const t = useTranslations('chat');
  const locale = useLocale();
  const { data: calendars } = useQuery(useTRPC().calendars.list.queryOptions());
  return (
    <>
      <Title order={3}>{t('hours')}</Title>
      <Select
        label={t('calendar')}
        placeholder={t('alwaysOpen')}
        clearable
        data={calendars?.map(({ slot, name }) => ({ value: slot, label: name[locale] ?? slot })) ?? []}
        {...form.getInputProps('calendar')}
      />
      {form.values.calendar !== null && (
        <Stack gap={4}>
          <Text size="sm" fw={500}>
            {t('offline')}
          </Text>
          <SegmentedControl
            aria-label={t('offline')}
            data={(['takeMessages', 'noticeOnly'] as const).map((value) => ({
              value,
              label: t(`offlines.${value}`),
            }))}
            {...form.getInputProps('offline')}
          />
        </Stack>
      )}
    </>
  );
}
