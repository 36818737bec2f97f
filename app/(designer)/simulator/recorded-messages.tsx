'use client';

import { Button, Modal, ScrollArea, Skeleton, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { RecordedMessage } from '@/runtime/library/recorded-messages';
import classes from './simulator.module.css';
import { useSimulator } from './use-simulator';

const SHOWN = 30;

/** Takes a message that really came in as the one to try out, with the time it arrived at. */
export function RecordedMessages() {
  const t = useTranslations('simulator');
  const simulator = useSimulator();
  const [opened, { open, close }] = useDisclosure();
  const take = (message: RecordedMessage) => {
    simulator.update({
      draft: {
        fromName: message.from.name,
        fromAddress: message.from.address,
        subject: message.subject,
        text: message.text,
        attachment: message.attachments > 0,
        automatic: message.automatic,
        mailbox: message.channel,
        language: message.language,
      },
      at: message.at.getTime(),
      fromRecording: true,
    });
    close();
  };
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconHistory size={15} />} onClick={open}>
        {t('recorded.pick')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('recorded.title')} size="lg">
        <Search take={take} />
      </Modal>
    </>
  );
}

function Search({ take }: { take(message: RecordedMessage): void }) {
  const t = useTranslations('simulator');
  const format = useFormatter();
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, 250);
  const found = useQuery(trpc.recordings.messages.queryOptions({ search: asked, limit: SHOWN }));
  return (
    <Stack>
      <TextInput
        data-autofocus
        aria-label={t('recorded.search')}
        placeholder={t('recorded.search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {found.isPending && <Skeleton height={240} />}
      {found.isError && <Text c="red">{sentence(found.error)}</Text>}
      {found.data?.length === 0 && <Text c="dimmed">{t('recorded.none')}</Text>}
      <ScrollArea.Autosize mah={420}>
        {found.data?.map((message) => (
          <UnstyledButton key={message.id} className={classes.recorded} onClick={() => take(message)}>
            <Text size="sm" fw={500} truncate>
              {message.subject || t('untitled')}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {message.from.name || message.from.address}
              {' · '}
              {format.dateTime(message.at, { dateStyle: 'medium', timeStyle: 'short' })}
            </Text>
            <Text size="xs" c="dimmed" lineClamp={1}>
              {message.text}
            </Text>
          </UnstyledButton>
        ))}
      </ScrollArea.Autosize>
    </Stack>
  );
}
