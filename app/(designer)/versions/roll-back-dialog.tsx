'use client';

import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  ScrollArea,
  Stack,
  Text,
  Textarea,
  Title,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useDraft } from '../editor/use-opened-draft';
import { VersionChanges } from './version-changes';

interface RollBackDialogProps {
  flowId: string;
  version: number;
  onClose(): void;
}

/** Puts an earlier version back into service, as a new version, at once. */
export function RollBackDialog({ flowId, version, onClose }: RollBackDialogProps) {
  const t = useTranslations('designer.rollBack');
  const { editor, sync } = useDraft();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const [note, setNote] = useState(t('defaultNote', { version }));
  const [replaceDraft, setReplaceDraft] = useState(false);
  const rollBack = useMutation(
    trpc.flows.rollBack.mutationOptions({
      onSuccess: async ({ version: made }) => {
        notifications.show({ color: 'teal', message: t('done', { version, made }) });
        void queryClient.invalidateQueries(trpc.flows.versions.queryFilter());
        if (replaceDraft) {
          const { document } = await queryClient.fetchQuery(
            trpc.flows.version.queryOptions({ id: flowId, version }),
          );
          // As an edit: it is saved like any other, and can be undone.
          editor.replace({ ...document, id: editor.getState().flow.id });
          await sync.saveNow();
        }
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t('title', { version })}>
      <Stack>
        <Text>{t('explain', { version })}</Text>
        <InService flowId={flowId} version={version} />
        <Textarea
          data-autofocus
          label={t('note')}
          autosize
          minRows={2}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Checkbox
          label={t('replaceDraft')}
          description={t('replaceDraftHelp')}
          checked={replaceDraft}
          onChange={(event) => setReplaceDraft(event.currentTarget.checked)}
        />
        {rollBack.error && <Alert color="red">{sentence(rollBack.error)}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            loading={rollBack.isPending}
            onClick={() => rollBack.mutate({ id: flowId, version, note, replaceDraft: false })}
          >
            {t('rollBack')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What changes for messages: what is in service now against what then is. */
function InService({ flowId, version }: { flowId: string; version: number }) {
  const t = useTranslations('designer.rollBack');
  const versions = useQuery(useTRPC().flows.versions.queryOptions({ id: flowId }));
  const [newest] = versions.data ?? [];
  if (!newest) return null;
  return (
    <section>
      <Title order={3} size="sm" mb={4}>
        {t('whatChanges')}
      </Title>
      <ScrollArea.Autosize mah={220} type="auto">
        <VersionChanges flowId={flowId} from={newest.version} to={version} />
      </ScrollArea.Autosize>
    </section>
  );
}
