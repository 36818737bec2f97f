'use client';

import { Alert, Badge, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { BindableKind } from '@/runtime/library/template-slots';

/** What was chosen for the slots of a template: the id of a record, or `NEW` for one that is to be made. */
export type SlotChoices = Readonly<Record<string, string>>;
export const NEW = 'new';

interface TemplateSetupProps {
  template: string;
  choices: SlotChoices;
  choose(slot: string, value: string | null): void;
}

/** The things that a template names: what is there already, and what stands in for the rest. */
export function TemplateSetup({ template, choices, choose }: TemplateSetupProps) {
  const t = useTranslations('designer.setup');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const mayMake: Record<BindableKind, boolean> = {
    queue: useMay('queue.edit'),
    calendar: useMay('calendar.edit'),
  };
  const { data, error } = useQuery(trpc.flowLists.templateSlots.queryOptions({ template }));
  if (error) return <Alert color="red">{sentence(error)}</Alert>;
  if (!data) return <Skeleton h={160} />;
  const missing = data.slots.filter(({ found }) => found === null);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('explain', { missing: missing.length })}
      </Text>
      {data.slots.map(({ kind, name, found }) => {
        const key = `${kind}:${name}`;
        return (
          <Group key={key} justify="space-between" wrap="nowrap">
            <div>
              <Text size="sm" fw={500}>
                {found ?? readable(name)}
              </Text>
              <Text size="xs" c="dimmed">
                {t(`kinds.${kind}`)}
              </Text>
            </div>
            {found === null ? (
              <Select
                w={280}
                aria-label={t('choose', { name: readable(name) })}
                placeholder={t('later')}
                clearable
                searchable
                value={choices[key] ?? null}
                onChange={(value) => choose(key, value)}
                data={[
                  ...(mayMake[kind] ? [{ value: NEW, label: t('make', { name: readable(name) }) }] : []),
                  ...data.offered[kind].map(({ id, name: label }) => ({ value: id, label })),
                ]}
              />
            ) : (
              <Badge color="teal" leftSection={<IconCheck size={12} />}>
                {t('there')}
              </Badge>
            )}
          </Group>
        );
      })}
    </Stack>
  );
}

/** `second-level` as a name that people read. */
export function readable(slot: string): string {
  const words = slot.replace(/[._-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
