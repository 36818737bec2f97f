'use client';

import { Alert, Anchor, Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { nodeRegistry } from '@/nodes/registry.generated';
import { type ExtractionPlan, planExtraction } from '../model/extract-flow';
import { useEditor, useEditorState } from '../use-editor';

/** Makes a flow of its own of what is selected, after saying what that means. */
export function ExtractDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.extract');
  const flow = useEditorState((state) => state.flow);
  const selected = useEditorState((state) => state.selection.nodes);
  const plan = useMemo(() => planExtraction(flow, selected, nodeRegistry), [flow, selected]);
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg">
      {typeof plan === 'string' ? (
        <Alert color="yellow">{t(`refusals.${plan}`)}</Alert>
      ) : (
        <ExtractForm plan={plan} count={selected.size} onClose={onClose} />
      )}
    </Modal>
  );
}

interface ExtractFormProps {
  plan: ExtractionPlan;
  count: number;
  onClose(): void;
}

function ExtractForm({ plan, count, onClose }: ExtractFormProps) {
  const t = useTranslations('designer.extract');
  const sentence = useErrorSentence();
  const [name, setName] = useState('');
  const extract = useExtract(plan, onClose);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        extract.mutate(name.trim());
      }}
    >
      <Stack>
        <Text size="sm">{t('explain', { count })}</Text>
        <List size="sm" spacing={4}>
          <List.Item>{t('inputs', { names: plan.inputs.join(', ') || '–' })}</List.Item>
          <List.Item>{t('outputs', { names: plan.outputs.join(', ') || '–' })}</List.Item>
          <List.Item>{t('publish')}</List.Item>
        </List>
        <TextInput
          data-autofocus
          required
          label={t('name')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {extract.error && <Alert color="red">{sentence(extract.error)}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={extract.isPending} disabled={name.trim() === ''}>
            {t('extract')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** First the new flow is stored, then this one is changed: an edit that one undo takes back. */
function useExtract(plan: ExtractionPlan, onClose: () => void) {
  const t = useTranslations('designer.extract');
  const editor = useEditor();
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      api.flows.import.mutate({
        text: JSON.stringify({ ...plan.document, name }),
        name,
        like: editor.getState().flowId,
      }),
    onSuccess: async ({ id }, name) => {
      editor.dispatch(plan.replaceWith(id));
      await queryClient.invalidateQueries(trpc.flows.environment.pathFilter());
      notifications.show({
        color: 'teal',
        autoClose: 12_000,
        message: t.rich('done', {
          name,
          link: (words) => (
            <Anchor component={Link} href={`/flows/${id}`}>
              {words}
            </Anchor>
          ),
        }),
      });
      onClose();
    },
  });
}
