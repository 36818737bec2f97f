'use client';

import { Button, Code, CopyButton, Group, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { Chat } from './chat';

/** The one line that puts a chat on a web page, ready to be copied. */
export function ScriptTag({ chat }: { chat: Chat }) {
  const t = useTranslations('chat');
  const line = `<script src="${chat.scriptUrl}" data-chat="${chat.settings.publicToken}" async></script>`;
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm">{t('scriptHelp')}</Text>
        <CopyButton value={line}>
          {({ copied, copy }) => (
            <Button
              variant="subtle"
              size="compact-sm"
              color={copied ? 'teal' : undefined}
              leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
              onClick={copy}
            >
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {line}
      </Code>
    </div>
  );
}
