'use client';

import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { openSlots, SlotBindings } from './slot-bindings';
import type { SetUp } from './use-set-up';

/** The things that a template names, and what stands for each here. */
export function ConnectStep({ setUp, template }: { setUp: SetUp; template: string }) {
  const t = useTranslations('designer.setUp.connect');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const { choices, bind, take } = setUp;
  const slots = useQuery(trpc.templates.slots.queryOptions({ template, language: choices.language }));
  if (slots.error) return <Alert color="red">{sentence(slots.error)}</Alert>;
  if (!slots.data) return <Skeleton h={240} />;
  return (
    <Stack gap="sm">
      <Text c="dimmed">{t('explain', { open: openSlots(slots.data, choices.bindings) })}</Text>
      <SlotBindings needed={slots.data} bindings={choices.bindings} bind={bind} take={take} />
    </Stack>
  );
}
