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
import { QueueDialog } from './queue-dialog';

export type Queue = inferRouterOutputs<AppRouter>['queues']['list'][number];

/** Where tickets wait for people. */
export function Queues() {
  const t = useTranslations('admin.queues');
  const mayEdit = useMay('queue.edit');
  const { data: queues } = useQuery(useTRPC().queues.list.queryOptions());
  const [edited, setEdited] = useState<Queue | 'new' | null>(null);
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
      {!queues && <Skeleton h={200} />}
      <Stack gap="xs">
        {queues?.map((queue) => (
          <QueueCard key={queue.id} queue={queue} onEdit={() => setEdited(queue)} />
        ))}
      </Stack>
      {edited !== null && (
        <QueueDialog queue={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </SettingsPage>
  );
}

function QueueCard({ queue, onEdit }: { queue: Queue; onEdit(): void }) {
  const t = useTranslations('admin.queues');
  const shell = useTranslations('shell');
  const locale = useLocale();
  const trpc = useTRPC();
  const mayEdit = useMay('queue.edit');
  const remove = useMutation(trpc.queues.remove.mutationOptions(useSaving(trpc.queues.list.queryFilter())));
  const name = queue.name[locale] ?? Object.values(queue.name)[0] ?? queue.slot;
  const ask = () =>
    modals.openConfirmModal({
      title: t('removeTitle', { name }),
      children: <Text>{t('removeText')}</Text>,
      labels: { confirm: shell('delete'), cancel: shell('cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate({ id: queue.id }),
    });
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap">
        <Stack gap={2}>
          <Group gap={8}>
            <Text fw={600}>{name}</Text>
            <Badge color="gray" ff="monospace">
              queue:{queue.slot}
            </Badge>
            {queue.distribution === 'push' && <Badge>{t('distributions.push')}</Badge>}
          </Group>
          <Text size="xs" c="dimmed">
            {queue.sla?.firstReplyMinutes
              ? t('firstReplyWithin', { hours: queue.sla.firstReplyMinutes / 60 })
              : t('noPromise')}
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
