'use client';

import { Anchor, Badge, Button, Card, ColorSwatch, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconExternalLink, IconEye, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import { SettingsPage } from '../../shared/settings-page';
import type { Chat } from './chat';
import { ChatDialog } from './chat-dialog';
import { ChatPreview } from './chat-preview';
import { ScriptTag } from './script-tag';

/** Where visitors of web pages write, and the line that puts a chat on a page. */
export function Chats() {
  const t = useTranslations('chat');
  const trpc = useTRPC();
  const client = useQueryClient();
  const mayEdit = useMay('channel.edit');
  const { data: chats } = useQuery(trpc.chats.list.queryOptions());
  const [edited, setEdited] = useState<Chat | 'new' | null>(null);
  const [seen, setSeen] = useState<Chat | null>(null);
  useLive('channel', () => void client.invalidateQueries(trpc.chats.list.queryFilter()));
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  );
  return (
    <SettingsPage title={t('title')} text={t('text')} action={add}>
      {!chats && <Skeleton h={160} />}
      {chats?.length === 0 && <Text c="dimmed">{t('empty')}</Text>}
      <Stack gap="sm">
        {chats?.map((chat) => (
          <ChatCard key={chat.id} chat={chat} onEdit={() => setEdited(chat)} onSee={() => setSeen(chat)} />
        ))}
      </Stack>
      {edited !== null && (
        <ChatDialog chat={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
      {seen && <ChatPreview chat={seen} onClose={() => setSeen(null)} />}
    </SettingsPage>
  );
}

function ChatCard({ chat, onEdit, onSee }: { chat: Chat; onEdit(): void; onSee(): void }) {
  const t = useTranslations('chat');
  const locale = useLocale();
  const mayEdit = useMay('channel.edit');
  const { allowedOrigins, color } = chat.settings;
  return (
    <Card withBorder padding="sm">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Stack gap={3}>
            <Group gap={8}>
              <ColorSwatch color={color} size={16} />
              <Text fw={600}>{chat.name[locale] ?? chat.slot}</Text>
              <Badge color="gray" ff="monospace">
                chat:{chat.slot}
              </Badge>
              {!chat.enabled && <Badge color="gray">{t('disabled')}</Badge>}
            </Group>
            <Text size="sm" c={allowedOrigins.length === 0 ? 'orange' : 'dimmed'}>
              {allowedOrigins.length === 0 ? t('noOrigins') : allowedOrigins.join(', ')}
            </Text>
          </Stack>
          {mayEdit && (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPencil size={15} />}
              onClick={onEdit}
              style={{ flex: 'none' }}
            >
              {t('edit')}
            </Button>
          )}
        </Group>
        {chat.enabled && (
          <>
            <ScriptTag chat={chat} />
            <Group gap="lg">
              <Button variant="light" size="compact-sm" leftSection={<IconEye size={15} />} onClick={onSee}>
                {t('preview')}
              </Button>
              <Anchor href={`/chat/${chat.settings.publicToken}`} target="_blank" size="sm">
                <Group gap={4} component="span">
                  {t('openPage')}
                  <IconExternalLink size={14} aria-hidden />
                </Group>
              </Anchor>
            </Group>
          </>
        )}
      </Stack>
    </Card>
  );
}
