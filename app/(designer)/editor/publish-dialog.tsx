'use client';

import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconRocket } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useEditor, useEditorState } from '../use-editor';
import { useDraft } from './use-opened-draft';

/** Publishes the draft, or says what has to be done first. */
export function PublishDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.publish');
  const editor = useEditor();
  const problems = useEditorState((state) => state.problems);
  // They are looked for some moments after an edit; publishing does not wait for them.
  useEffect(() => {
    editor.problemsNow();
  }, [editor]);
  const errors = problems.filter((problem) => problem.level === 'error');
  const showProblems = (): void => {
    const [first] = errors;
    if (first?.nodeId) editor.focusField(first.nodeId, first.path);
    editor.showBottom('problems');
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      {errors.length > 0 ? (
        <Alert
          icon={<IconAlertTriangle size={20} />}
          color="red"
          title={t('refused', { count: errors.length })}
        >
          <Text>{t('refusedHelp')}</Text>
          <Group mt="md">
            <Button data-autofocus color="red" onClick={showProblems}>
              {t('showProblems')}
            </Button>
          </Group>
        </Alert>
      ) : (
        <PublishForm warnings={problems.length} onClose={onClose} />
      )}
    </Modal>
  );
}

function PublishForm({ warnings, onClose }: { warnings: number; onClose(): void }) {
  const t = useTranslations('designer.publish');
  const flowId = useEditorState((state) => state.flowId);
  const readOnly = useEditorState((state) => state.readOnly);
  const { sync } = useDraft();
  const [note, setNote] = useState('');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const publish = useMutation(
    trpc.flows.publish.mutationOptions({
      onSuccess: ({ version }) => {
        notifications.show({ color: 'teal', message: t('done', { version }) });
        void queryClient.invalidateQueries(trpc.flows.versions.queryFilter());
        void queryClient.invalidateQueries(trpc.flows.list.queryFilter());
        onClose();
      },
    }),
  );
  const [unsaved, setUnsaved] = useState(false);
  const submit = async (): Promise<void> => {
    const saved = readOnly || (await sync.saveNow());
    setUnsaved(!saved);
    if (saved) publish.mutate({ id: flowId, revision: sync.confirmed.revision, note });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <Text>{t('explain')}</Text>
        {warnings > 0 && (
          <Text c="dimmed" size="xs">
            {t('warnings', { count: warnings })}
          </Text>
        )}
        <Textarea
          data-autofocus
          label={t('note')}
          description={t('noteHelp')}
          autosize
          minRows={2}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {unsaved && <Alert color="red">{t('unsaved')}</Alert>}
        {publish.error && <Alert color="red">{sentence(publish.error)}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={publish.isPending} leftSection={<IconRocket size={16} />}>
            {t('publish')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
