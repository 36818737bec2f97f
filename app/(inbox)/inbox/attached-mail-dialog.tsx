'use client';

import { Alert, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { type AttachedFile, FileList, fileAddress } from './file-list';
import { listedAttachments } from './listed-attachments';
import { MailHtml } from './mail-html';
import classes from './message.module.css';
import { useTimes } from './times';

type AttachedMail = inferRouterOutputs<AppRouter>['inbox']['attachedMail'];

interface AttachedMailDialogProps {
  messageId: string;
  file: AttachedFile;
  opened: boolean;
  onClose(): void;
}

/** A mail that lies in a message as a file, shown as carefully as any other; mails within it open in the same place. */
export function AttachedMailDialog({ messageId, file, opened, onClose }: AttachedMailDialogProps) {
  const t = useTranslations('inbox.attachedMail');
  const sentence = useErrorSentence();
  const [way, setWay] = useState([file]);
  const shown = way.at(-1) ?? file;
  const query = useQuery(
    useTRPC().inbox.attachedMail.queryOptions({ messageId, file: shown.fileId }, { staleTime: Infinity }),
  );
  return (
    <Modal opened={opened} onClose={onClose} size="xl" title={<Text fw={600}>{t('title')}</Text>}>
      <Stack gap="sm">
        <Group justify="space-between">
          {way.length > 1 ? (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconArrowLeft size={15} />}
              onClick={() => setWay(way.slice(0, -1))}
            >
              {t('back')}
            </Button>
          ) : (
            <Text size="xs" c="dimmed">
              {t('unchecked')}
            </Text>
          )}
          <Button
            component="a"
            href={fileAddress(messageId, shown.fileId)}
            download={shown.name}
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={15} />}
          >
            {t('download')}
          </Button>
        </Group>
        {query.isPending && <Skeleton h={220} />}
        {query.isError && <Alert color="orange">{sentence(query.error)}</Alert>}
        {query.data && (
          <Mail
            key={shown.fileId}
            messageId={messageId}
            mail={query.data}
            onMail={(inner) => setWay([...way, inner])}
          />
        )}
      </Stack>
    </Modal>
  );
}

interface MailProps {
  messageId: string;
  mail: AttachedMail;
  onMail(file: AttachedFile): void;
}

function Mail({ messageId, mail, onMail }: MailProps) {
  const t = useTranslations('inbox.attachedMail');
  return (
    <article className={classes.message} aria-label={mail.subject || t('noSubject')}>
      <Text fw={600} mb={6} style={{ overflowWrap: 'anywhere' }}>
        {mail.subject || t('noSubject')}
      </Text>
      <Head mail={mail} />
      {mail.html === null ? (
        <div className={classes.text}>{mail.text}</div>
      ) : (
        <MailHtml
          html={mail.html}
          messageId={messageId}
          attachments={mail.attachments}
          sender={null}
          picturesWanted={false}
        />
      )}
      <FileList
        messageId={messageId}
        files={listedAttachments(mail.attachments, mail.html === null ? 'text' : { html: mail.html })}
        onMail={onMail}
      />
    </article>
  );
}

function Head({ mail: { from, to, cc, sentAt } }: { mail: AttachedMail }) {
  const t = useTranslations('inbox.attachedMail');
  const times = useTimes();
  const list = (parties: AttachedMail['to']) =>
    parties.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ');
  const lines = [
    { label: t('from'), value: from === null ? '' : list([from]) },
    { label: t('to'), value: list(to) },
    { label: t('cc'), value: list(cc) },
    { label: t('date'), value: sentAt === null ? '' : times.full(sentAt) },
  ].filter(({ value }) => value !== '');
  return (
    <Stack gap={2} mb="sm">
      {lines.map(({ label, value }) => (
        <Text key={label} size="xs" style={{ overflowWrap: 'anywhere' }}>
          <Text span inherit c="dimmed">
            {label}
          </Text>{' '}
          {value}
        </Text>
      ))}
    </Stack>
  );
}
