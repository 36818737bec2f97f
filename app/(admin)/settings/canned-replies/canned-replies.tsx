'use client';

import { ActionIcon, Badge, Button, Card, Group, Skeleton, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { SettingsPage } from '../../shared/settings-page';
import { useSaving } from '../../shared/use-saving';
import type { CannedReply } from './canned-reply';
import { CannedReplyDialog } from './canned-reply-dialog';

/** Texts that agents insert into replies by typing a slash. */
export function CannedReplies() {
  const t = useTranslations('admin.cannedReplies');
  const { data: replies } = useQuery(useTRPC().cannedReplies.list.queryOptions());
  const [edited, setEdited] = useState<CannedReply | 'new' | null>(null);
  return (
    <SettingsPage
      title={t('title')}
      text={t('text')}
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
          {t('add')}
        </Button>
      }
    >
      {!replies && <Skeleton h={200} />}
      {replies?.length === 0 && <Text c="dimmed">{t('empty')}</Text>}
      <Stack gap="xs">
        {replies?.map((reply) => (
          <CannedReplyCard key={reply.id} reply={reply} onEdit={() => setEdited(reply)} />
        ))}
      </Stack>
      {edited !== null && (
        <CannedReplyDialog reply={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </SettingsPage>
  );
}

function CannedReplyCard({ reply, onEdit }: { reply: CannedReply; onEdit(): void }) {
  const t = useTranslations('admin.cannedReplies');
  const shell = useTranslations('shell');
  const locale = useLocale();
  const trpc = useTRPC();
  const { data: targets } = useQuery(trpc.inbox.targets.queryOptions());
  const remove = useMutation(
    trpc.cannedReplies.remove.mutationOptions(useSaving(trpc.cannedReplies.pathFilter())),
  );
  const { title, queueId } = reply;
  const queue = targets?.queues.find(({ id }) => id === queueId);
  const ask = () =>
    modals.openConfirmModal({
      title: t('removeTitle', { title }),
      children: <Text>{t('removeText')}</Text>,
      labels: { confirm: shell('delete'), cancel: shell('cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate({ id: reply.id }),
    });
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={2} miw={0}>
          <Group gap={8}>
            <Text fw={600}>{title}</Text>
            <Badge color="gray" ff="monospace" tt="none">
              /{reply.shortcut}
            </Badge>
            {queue && <Badge>{queue.name}</Badge>}
          </Group>
          <Text size="xs" c="dimmed" lineClamp={2}>
            {reply.text[locale] ?? Object.values(reply.text)[0]}
          </Text>
        </Stack>
        <Group gap={4} wrap="nowrap">
          <ActionIcon onClick={onEdit} aria-label={t('edit', { title })}>
            <IconPencil size={17} />
          </ActionIcon>
          <ActionIcon onClick={ask} aria-label={t('removeTitle', { title })}>
            <IconTrash size={17} />
          </ActionIcon>
        </Group>
      </Group>
    </Card>
  );
}
