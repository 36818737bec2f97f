'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { MessageCard } from './message-card';

interface NewerMessageDialogProps {
  ticketId: string;
  seenMessageId: string | null;
  opened: boolean;
  onBack(): void;
  onSend(): void;
}

/** The customer has written while the answer was being written: shows what is new before it goes out. */
export function NewerMessageDialog({
  ticketId,
  seenMessageId,
  opened,
  onBack,
  onSend,
}: NewerMessageDialogProps) {
  const t = useTranslations('inbox.newer');
  const { data: ticket } = useQuery(useTRPC().tickets.get.queryOptions({ id: ticketId }));
  const inbound = ticket?.messages.filter(({ direction }) => direction === 'inbound') ?? [];
  const seenAt = inbound.findIndex(({ id }) => id === seenMessageId);
  return (
    <Modal opened={opened} onClose={onBack} title={<Text fw={600}>{t('title')}</Text>} size="lg">
      <Stack>
        <Text>{t('text')}</Text>
        {inbound.slice(seenAt + 1).map((message) => (
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
