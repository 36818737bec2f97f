'use client';

import { Alert, Button, Group, JsonInput, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { scenarioName } from '@/runtime/scenarios/scenario';
import { useEditorState } from '../use-editor';
import { readScenario, renamed } from './read-scenario';

interface ScenarioFormProps {
  /** Missing for a new one. */
  id?: string;
  text: string;
  onClose(): void;
}

/** A scenario as it is written, checked while it is typed; kept only when it is one. */
export function ScenarioForm({ id, text: given, onClose }: ScenarioFormProps) {
  const t = useTranslations('replay.scenarios');
  const language = useLocale();
  const flowId = useEditorState((state) => state.flowId);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const [text, setText] = useState(given);
  const read = readScenario(text);
  const keep = useMutation(
    trpc.flowScenarios.keep.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.flowScenarios.list.queryFilter());
        notifications.show({ color: 'teal', message: t('kept') });
        onClose();
      },
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (read.kind === 'scenario') keep.mutate({ flowId, scenario: read.scenario, ...(id ? { id } : {}) });
      }}
    >
      <Stack>
        <TextInput
          data-autofocus
          label={t('editor.name')}
          disabled={read.kind !== 'scenario'}
          value={read.kind === 'scenario' ? scenarioName(read.scenario, language) : ''}
          onChange={(event) => setText(renamed(text, event.currentTarget.value, language))}
        />
        <JsonInput
          label={t('editor.json')}
          description={t('editor.help')}
          autosize
          minRows={12}
          maxRows={22}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
          value={text}
          onChange={setText}
          error={
            read.kind === 'notJson'
              ? t('editor.notJson')
              : read.kind === 'invalid'
                ? t('editor.invalid', { place: read.place, reason: read.reason })
                : null
          }
        />
        {keep.error && <Alert color="red">{sentence(keep.error)}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('editor.cancel')}
          </Button>
          <Button type="submit" disabled={read.kind !== 'scenario'} loading={keep.isPending}>
            {t('editor.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
