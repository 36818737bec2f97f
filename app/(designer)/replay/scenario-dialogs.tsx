'use client';

import { Alert, Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { type Scenario, scenarioName } from '@/runtime/scenarios/scenario';
import { useEditorState } from '../use-editor';
import { ScenarioForm } from './scenario-form';

/** What somebody wants to do with scenarios, as far as it needs a dialog. */
export type ScenarioWish =
  | { kind: 'edit' | 'delete'; id: string; scenario: Scenario }
  /** A new one of a text: a file that was read, or a recording to be looked through. */
  | { kind: 'new'; text: string }
  | { kind: 'ticket' };

interface ScenarioDialogsProps {
  wish: ScenarioWish | null;
  onWish(wish: ScenarioWish | null): void;
}

export function ScenarioDialogs({ wish, onWish }: ScenarioDialogsProps) {
  const t = useTranslations('replay.scenarios');
  const close = () => onWish(null);
  switch (wish?.kind) {
    case 'edit':
      return (
        <Modal opened onClose={close} title={t('editor.title')} size="xl">
          <ScenarioForm id={wish.id} text={JSON.stringify(wish.scenario, null, 2)} onClose={close} />
        </Modal>
      );
    case 'new':
      return (
        <Modal opened onClose={close} title={t('editor.title')} size="xl">
          <ScenarioForm text={wish.text} onClose={close} />
        </Modal>
      );
    case 'ticket':
      return <FromTicket onClose={close} onRecorded={(text) => onWish({ kind: 'new', text })} />;
    case 'delete':
      return <Removal id={wish.id} scenario={wish.scenario} onClose={close} />;
    default:
      return null;
  }
}

/** Records a real ticket; what comes of it is read through before it is kept. */
function FromTicket({ onClose, onRecorded }: { onClose(): void; onRecorded(text: string): void }) {
  const t = useTranslations('replay.scenarios.ticket');
  const client = useTRPCClient();
  const sentence = useErrorSentence();
  const [number, setNumber] = useState<number | string>('');
  const record = useMutation({
    mutationFn: (wanted: number) => client.flowScenarios.fromTicket.query({ number: wanted }),
    onSuccess: ({ scenario }, wanted) =>
      onRecorded(JSON.stringify({ ...scenario, name: t('defaultName', { number: wanted }) }, null, 2)),
  });
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typeof number === 'number') record.mutate(number);
        }}
      >
        <Stack>
          <Text size="sm">{t('help')}</Text>
          <NumberInput
            data-autofocus
            label={t('number')}
            min={1}
            allowDecimal={false}
            hideControls
            value={number}
            onChange={setNumber}
          />
          {record.error && <Alert color="red">{sentence(record.error)}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={record.isPending} disabled={typeof number !== 'number'}>
              {t('record')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Removal({ id, scenario, onClose }: { id: string; scenario: Scenario; onClose(): void }) {
  const t = useTranslations('replay.scenarios');
  const language = useLocale();
  const flowId = useEditorState((state) => state.flowId);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const remove = useMutation(
    trpc.flowScenarios.delete.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.flowScenarios.list.queryFilter());
        notifications.show({ color: 'teal', message: t('removed') });
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t('remove.title', { name: scenarioName(scenario, language) })}>
      <Stack>
        <Text>{t('remove.text')}</Text>
        {remove.error && <Alert color="red">{sentence(remove.error)}</Alert>}
        <Group justify="flex-end">
          <Button data-autofocus variant="default" onClick={onClose}>
            {t('remove.cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate({ flowId, id })}>
            {t('remove.delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
