'use client';

import { Anchor, Badge, Group, Text, UnstyledButton } from '@mantine/core';
import { IconDownload, IconMail } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import classes from './file-list.module.css';
import { fileSize } from './file-size';

export interface AttachedFile {
  /** Of a stored file, or the way to one within an attached mail. */
  fileId: string;
  name: string;
  type: string;
  size: number;
}

/** Types that the server lets a browser show. */
const PICTURE = /^image\/(?:png|jpeg|gif|webp|bmp)$/;
/** Larger pictures take too long to come along with every look at a ticket. */
const MAX_PICTURE_BYTES = 8_000_000;

interface FileListProps {
  messageId: string;
  files: AttachedFile[];
  /** Somebody wants to read a mail that lies among the files. */
  onMail(file: AttachedFile): void;
}

export function FileList({ messageId, files, onMail }: FileListProps) {
  const pictures = files.filter(isPicture);
  return (
    <>
      {pictures.length > 0 && (
        <Group gap={8} mt={10}>
          {pictures.map((file) => (
            <Picture key={file.fileId} messageId={messageId} file={file} />
          ))}
        </Group>
      )}
      {files.length > pictures.length && (
        <Group gap={8} mt={10}>
          {files
            .filter((file) => !isPicture(file))
            .map((file) =>
              isMail(file) ? (
                <MailFile key={file.fileId} file={file} onOpen={() => onMail(file)} />
              ) : (
                <Download key={file.fileId} messageId={messageId} file={file} />
              ),
            )}
        </Group>
      )}
    </>
  );
}

function Picture({ messageId, file }: { messageId: string; file: AttachedFile }) {
  const t = useTranslations('inbox.message');
  return (
    <Anchor
      href={fileAddress(messageId, file.fileId)}
      target="_blank"
      rel="noopener noreferrer"
      className={classes.picture}
      underline="never"
      aria-label={t('openPicture', { name: file.name })}
      title={file.name}
    >
      {/* biome-ignore lint/performance/noImgElement: a customer's file, which the server must not work on */}
      <img src={fileAddress(messageId, file.fileId)} alt="" loading="lazy" className={classes.thumbnail} />
      <Text size="xs" c="dimmed" truncate>
        {file.name} · {fileSize(file.size)}
      </Text>
    </Anchor>
  );
}

function MailFile({ file, onOpen }: { file: AttachedFile; onOpen(): void }) {
  const t = useTranslations('inbox.message');
  return (
    <UnstyledButton onClick={onOpen} aria-label={t('openMail', { name: file.name })} maw="100%">
      <FileBadge file={file} icon={<IconMail size={13} aria-hidden />} />
    </UnstyledButton>
  );
}

function Download({ messageId, file }: { messageId: string; file: AttachedFile }) {
  const t = useTranslations('inbox.message');
  return (
    <Anchor
      href={fileAddress(messageId, file.fileId)}
      download={file.name}
      size="xs"
      underline="hover"
      maw="100%"
      aria-label={t('download', { name: file.name })}
    >
      <FileBadge file={file} icon={<IconDownload size={13} aria-hidden />} />
    </Anchor>
  );
}

function FileBadge({ file, icon }: { file: AttachedFile; icon: ReactNode }) {
  return (
    <Badge color="gray" size="lg" maw="100%" leftSection={icon} style={{ cursor: 'pointer' }}>
      {file.name} · {fileSize(file.size)}
    </Badge>
  );
}

export function fileAddress(messageId: string, fileId: string): string {
  return `/api/files/${encodeURIComponent(messageId)}/${fileId}`;
}

function isPicture({ type, size }: AttachedFile): boolean {
  return PICTURE.test(type) && size <= MAX_PICTURE_BYTES;
}

function isMail({ type, name }: AttachedFile): boolean {
  return type === 'message/rfc822' || /\.eml$/i.test(name);
}
