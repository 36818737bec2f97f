'use client';

import { ActionIcon, Badge, Button, Card, Group, Skeleton, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { SettingsPage } from '../../shared/settings-page';
import { useSaving } from '../../shared/use-saving';
import { HoursDialog } from './hours-dialog';

export type Calendar = inferRouterOutputs<AppRouter>['calendars']['list'][number];

/** Opening hours with holidays, which flows name by their slot. */
export function OpeningHours() {
  const t = useTranslations('admin.hours');
  const mayEdit = useMay('calendar.edit');
  const { data: calendars } = useQuery(useTRPC().calendars.list.queryOptions());
  const [edited, setEdited] = useState<Calendar | 'new' | null>(null);
  return (
    <SettingsPage
      title={t('title')}
      text={t('text')}
      action={
        mayEdit && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
            {t('add')}
          </Button>
        )
      }
    >
      {!calendars && <Skeleton h={120} />}
      {calendars?.length === 0 && <Text c="dimmed">{t('empty')}</Text>}
      <Stack gap="xs">
        {calendars?.map((calendar) => (
          <CalendarCard key={calendar.id} calendar={calendar} onEdit={() => setEdited(calendar)} />
        ))}
      </Stack>
      {edited !== null && (
        <HoursDialog calendar={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </SettingsPage>
  );
}

function CalendarCard({ calendar, onEdit }: { calendar: Calendar; onEdit(): void }) {
  const t = useTranslations('admin.hours');
  const shell = useTranslations('shell');
  const locale = useLocale();
  const trpc = useTRPC();
  const mayEdit = useMay('calendar.edit');
  const remove = useMutation(
    trpc.calendars.remove.mutationOptions(useSaving(trpc.calendars.list.queryFilter())),
  );
  const name = calendar.name[locale] ?? Object.values(calendar.name)[0] ?? calendar.slot;
  const ask = () =>
    modals.openConfirmModal({
      title: t('removeTitle', { name }),
      children: <Text>{t('removeText')}</Text>,
      labels: { confirm: shell('delete'), cancel: shell('cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate({ id: calendar.id }),
    });
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap">
        <Stack gap={2}>
          <Group gap={8}>
            <Text fw={600}>{name}</Text>
            <Badge color="gray" ff="monospace">
              calendar:{calendar.slot}
            </Badge>
          </Group>
          <Text size="xs" c="dimmed">
            {[
              calendar.hours.timeZone,
              calendar.hours.holidays
                ? t('holidaysOf', { region: calendar.hours.holidays })
                : t('noHolidays'),
              t('exceptionCount', { count: calendar.hours.exceptions.length }),
            ].join(' · ')}
          </Text>
        </Stack>
        {mayEdit && (
          <Group gap={4} wrap="nowrap">
            <ActionIcon onClick={onEdit} aria-label={t('edit', { name })}>
              <IconPencil size={17} />
            </ActionIcon>
            <ActionIcon onClick={ask} aria-label={t('removeTitle', { name })}>
              <IconTrash size={17} />
            </ActionIcon>
          </Group>
        )}
      </Group>
    </Card>
  );
}
