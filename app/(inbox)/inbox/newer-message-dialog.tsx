'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { MessageCard } from './message-card';
import type { Message } from './newest-messages';

interface NewerMessageDialogProps {
  news: Message[];
  opened: boolean;
  onBack(): void;
  onSend(): void;
}

/** Somebody has written while the answer was being written: shows what is new before it goes out. */
export function NewerMessageDialog({ news, opened, onBack, onSend }: NewerMessageDialogProps) {
  const t = useTranslations('inbox.newer');
  return (
    <Modal opened={opened} onClose={onBack} title={<Text fw={600}>{t('title')}</Text>} size="lg">
      <Stack>
        <Text>{t('text')}</Text>
        {news.map((message) => (
          <MessageCard key={message.id} message={message} />
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onBack} data-autofocus>
            {t('back')}
          </Button>
          <Button color="orange" onClick={onSend}>
            {t('send')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
