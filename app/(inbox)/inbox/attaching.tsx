'use client';

import { Button, FileButton, Group, Pill, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { fileSize } from './file-size';
import { type Upload, uploadFile } from './upload-file';

/** Files for a message: uploaded at once, so that sending is quick. */
export function Attaching({ uploads, onChange }: { uploads: Upload[]; onChange(uploads: Upload[]): void }) {
  const t = useTranslations('inbox.composer');
  const add = useMutation({
    mutationFn: (files: File[]) => Promise.all(files.map(uploadFile)),
    onSuccess: (added) => onChange([...uploads, ...added]),
  });
  return (
    <Group gap="xs">
      <FileButton onChange={(files) => files.length > 0 && add.mutate(files)} multiple>
        {(props) => (
          <Button
            {...props}
            variant="subtle"
            color="gray"
            leftSection={<IconPaperclip size={16} />}
            loading={add.isPending}
          >
            {t('attach')}
          </Button>
        )}
      </FileButton>
      {uploads.map(({ fileId, name, size }) => (
        <Pill
          key={fileId}
          withRemoveButton
          removeButtonProps={{ 'aria-label': t('detach', { name }) }}
          onRemove={() => onChange(uploads.filter((other) => other.fileId !== fileId))}
        >
          {name} · {fileSize(size)}
        </Pill>
      ))}
      {add.isError && (
        <Text size="xs" c="red" role="alert">
          {t('attachFailed')}
        </Text>
      )}
    </Group>
  );
}
