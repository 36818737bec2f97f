'use client';

import { Badge, Button, Card, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import { SettingsPage } from '../../shared/settings-page';
import type { Mailbox } from './mailbox';
import { MailboxDialog } from './mailbox-dialog';
import { RemoveMailboxDialog } from './remove-mailbox-dialog';
import { SignInOutcome } from './sign-in-outcome';
import { useFailureCause } from './use-failure-cause';

const healthColors = { unknown: 'gray', ok: 'teal', failing: 'red' } as const;

/** Where mail comes in and by which server answers go out. */
export function Mailboxes() {
  const t = useTranslations('admin.mailboxes');
  const trpc = useTRPC();
  const client = useQueryClient();
  const mayEdit = useMay('channel.edit');
  const { data: mailboxes } = useQuery(trpc.mailboxes.list.queryOptions());
  const [edited, setEdited] = useState<Mailbox | 'new' | null>(null);
  const [removed, setRemoved] = useState<Mailbox | null>(null);
  useLive('channel', () => void client.invalidateQueries(trpc.mailboxes.list.queryFilter()));
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
      <SignInOutcome />
      {!mailboxes && <Skeleton h={120} />}
      {mailboxes?.length === 0 && <Text c="dimmed">{t('empty')}</Text>}
      <Stack gap="xs">
        {mailboxes?.map((mailbox) => (
          <MailboxCard
            key={mailbox.id}
            mailbox={mailbox}
            onEdit={() => setEdited(mailbox)}
            onRemove={() => setRemoved(mailbox)}
          />
        ))}
      </Stack>
      {removed && mailboxes && (
        <RemoveMailboxDialog mailbox={removed} mailboxes={mailboxes} onClose={() => setRemoved(null)} />
      )}
      {edited !== null && (
        <MailboxDialog mailbox={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </SettingsPage>
  );
}

interface CardProps {
  mailbox: Mailbox;
  onEdit(): void;
  onRemove(): void;
}

function MailboxCard({ mailbox, onEdit, onRemove }: CardProps) {
  const t = useTranslations('admin.mailboxes');
  const locale = useLocale();
  const causeOf = useFailureCause();
  const { incoming, outgoing } = mailbox.settings;
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={3}>
          <Group gap={8}>
            <Text fw={600}>{mailbox.name[locale] ?? mailbox.slot}</Text>
            <Badge color="gray" ff="monospace">
              mailbox:{mailbox.slot}
            </Badge>
            {mailbox.enabled ? (
              <Badge color={healthColors[mailbox.health.state]}>{t(`health.${mailbox.health.state}`)}</Badge>
            ) : (
              <Badge color="gray">{t('disabled')}</Badge>
            )}
          </Group>
          <Text>{mailbox.addresses.join(', ')}</Text>
          <Text size="xs" c="dimmed">
            {incoming.kind === 'imap'
              ? t('inImap', { host: incoming.host })
              : t(incoming.kind === 'push' ? 'inPush' : 'inListener')}
            {' · '}
            {outgoing.kind === 'smtp' ? t('outSmtp', { host: outgoing.host }) : t('outOutbox')}
          </Text>
          {mailbox.paused && (
            <Text size="xs" c="orange">
              {t('pausedByLimit')}
            </Text>
          )}
          {mailbox.health.state === 'failing' && (
            <Text size="xs" c="red">
              {causeOf(mailbox.health.message)}
            </Text>
          )}
        </Stack>
        <CardButtons mailbox={mailbox} onEdit={onEdit} onRemove={onRemove} />
      </Group>
    </Card>
  );
}

/** Only a mailbox that is switched off can be removed. */
function CardButtons({ mailbox, onEdit, onRemove }: CardProps) {
  const t = useTranslations('admin.mailboxes');
  if (!useMay('channel.edit')) return null;
  return (
    <Group gap={6} wrap="nowrap">
      {!mailbox.enabled && (
        <Button variant="default" size="compact-sm" color="red" onClick={onRemove}>
          {t('remove')}
        </Button>
      )}
      <Button variant="default" size="compact-sm" leftSection={<IconPencil size={15} />} onClick={onEdit}>
        {t('edit')}
      </Button>
    </Group>
  );
}
