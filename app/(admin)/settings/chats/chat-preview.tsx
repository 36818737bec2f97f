'use client';

import { Modal, Text } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import type { Chat } from './chat';

/** The chat as visitors have it. What is written here makes real tickets: that is how a flow is tried out. */
export function ChatPreview({ chat, onClose }: { chat: Chat; onClose(): void }) {
  const t = useTranslations('chat');
  const locale = useLocale();
  const name = chat.name[locale] ?? chat.slot;
  return (
    <Modal opened onClose={onClose} title={t('previewTitle', { name })} size={460}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('previewHelp')}
      </Text>
      <iframe
        title={t('previewTitle', { name })}
        src={`/chat/${chat.settings.publicToken}`}
        style={{
          width: '100%',
          height: 'min(600px, 62vh)',
          border: '1px solid var(--mantine-color-default-border)',
          borderRadius: 'var(--mantine-radius-md)',
        }}
      />
    </Modal>
  );
}
