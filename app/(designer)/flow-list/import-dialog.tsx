'use client';

import { Alert, Button, Group, Modal, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconAlertTriangle, IconFileImport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Suspense, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { ImportPreview } from '@/runtime/library/exchange-flow';
import { NodeWordsProvider } from '../use-node-words';
import classes from './flow-list.module.css';
import { ImportProblems } from './import-problems';

/** Reads a flow from a file, shows what would have to be done, and only then makes a flow of it: wholly or not at all. */
export function ImportDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.import');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const [text, setText] = useState<string | null>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const preview = useMutation(trpc.flows.previewImport.mutationOptions());
  const read = async (file: File | undefined): Promise<void> => {
    setRefused([]);
    if (!file) return;
    const content = await file.text();
    setText(content);
    preview.mutate({ text: content });
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg">
      <Stack>
        <Dropzone
          multiple={false}
          accept={{ 'application/json': ['.json'] }}
          loading={preview.isPending}
          onDrop={([file]) => void read(file)}
          onReject={(rejections) => {
            preview.reset();
            setRefused(rejections.map(({ file }) => file.name));
          }}
          aria-label={t('choose')}
        >
          <Group justify="center" mih={72}>
            <IconFileImport size={24} stroke={1.5} aria-hidden />
            <Text>{t('choose')}</Text>
          </Group>
        </Dropzone>
        {refused.length > 0 && (
          <Alert color="red" icon={<IconAlertTriangle size={20} />}>
            {refused.length > 1 ? t('oneFile') : t('notFlowFile', { file: refused[0] ?? '' })}
          </Alert>
        )}
        {preview.error && (
          <Alert color="red" icon={<IconAlertTriangle size={20} />}>
            {sentence(preview.error)}
          </Alert>
        )}
        {preview.data && text !== null && (
          <Confirm key={text} text={text} preview={preview.data} onClose={onClose} />
        )}
      </Stack>
    </Modal>
  );
}

function Confirm({ text, preview, onClose }: { text: string; preview: ImportPreview; onClose(): void }) {
  const t = useTranslations('designer.import');
  const trpc = useTRPC();
  const router = useRouter();
  const sentence = useErrorSentence();
  const [name, setName] = useState(preview.document.name);
  const errors = preview.problems.filter(({ level }) => level === 'error').length;
  const warnings = preview.problems.length - errors;
  const store = useMutation(
    trpc.flows.import.mutationOptions({ onSuccess: ({ id }) => router.push(`/flows/${id}`) }),
  );
  return (
    <Stack>
      <TextInput
        label={t('name')}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Text>{t('found', { nodes: preview.document.nodes.length, errors, warnings })}</Text>
      {preview.problems.length > 0 && (
        <ScrollArea.Autosize mah={260} type="auto" offsetScrollbars className={classes.problems}>
          <Suspense>
            <NodeWordsProvider>
              <ImportProblems {...preview} />
            </NodeWordsProvider>
          </Suspense>
        </ScrollArea.Autosize>
      )}
      {store.error && <Alert color="red">{sentence(store.error)}</Alert>}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          loading={store.isPending}
          disabled={name.trim() === ''}
          onClick={() => store.mutate({ text, name })}
        >
          {t('import')}
        </Button>
      </Group>
    </Stack>
  );
}
