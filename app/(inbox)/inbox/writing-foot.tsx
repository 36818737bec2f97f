'use client';

import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Attaching } from './attaching';
import { SendButtons } from './send-buttons';
import type { Afterwards } from './use-send-reply';
import { listedFiles, type Writing, withPictures } from './use-writing';

interface WritingFootProps {
  writing: Writing;
  sendable: boolean;
  isSending: boolean;
  withFiles: boolean;
  withAfterwards: boolean;
  withTime: boolean;
  onCancel(): void;
  onSend(afterwards: Afterwards): void;
}

/** Below the text of every message: its files, and how it leaves. */
export function WritingFoot({ withFiles, onCancel, ...send }: WritingFootProps) {
  const shell = useTranslations('shell');
  const { writing } = send;
  return (
    <Group justify="space-between">
      {withFiles ? (
        <Attaching
          uploads={listedFiles(writing.draft)}
          onChange={(files) => writing.change({ files: withPictures(writing, files) })}
        />
      ) : (
        <span />
      )}
      <Group gap="xs">
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {shell('cancel')}
        </Button>
        <SendButtons {...send} />
      </Group>
    </Group>
  );
}
