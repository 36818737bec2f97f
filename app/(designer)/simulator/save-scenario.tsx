'use client';

import {
  ActionIcon,
  Alert,
  Button,
  Group,
  Menu,
  Modal,
  Stack,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconFlask } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { scenarioSchema } from '@/runtime/scenarios/scenario';
import { useEditorState } from '../use-editor';
import { scenarioFile } from './scenario-file';
import { useSimulator, useSimulatorState } from './use-simulator';

/** Keeps what was tried as a scenario: with the flow, or as a file. */
export function SaveScenario() {
  const t = useTranslations('simulator');
  const simulator = useSimulator();
  const subject = useSimulatorState((state) => state.draft.subject);
  const mayEdit = useMay('flow.edit');
  const [asked, setAsked] = useState(false);
  const fileOf = (name: string) => {
    const { simulation } = simulator;
    if (!simulation) return null;
    const { inputs, fromRecording } = simulator.getState();
    return scenarioFile(simulation, inputs, name, { replacePeople: fromRecording });
  };
  const download = () => {
    const file = fileOf(subject || t('untitled'));
    if (!file) return;
    const url = URL.createObjectURL(
      new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }),
    );
    const link = document.createElement('a');
    link.href = url;
    link.download = 'scenario.json';
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <>
      <Menu position="top-end">
        <Menu.Target>
          <Tooltip label={t('saveScenario')}>
            <ActionIcon aria-label={t('saveScenario')}>
              <IconFlask size={17} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {mayEdit && (
            <Menu.Item leftSection={<IconFlask size={15} />} onClick={() => setAsked(true)}>
              {t('keepScenario')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={download}>
            {t('downloadScenario')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked && (
        <KeepDialog name={subject || t('untitled')} fileOf={fileOf} onClose={() => setAsked(false)} />
      )}
    </>
  );
}

interface KeepDialogProps {
  name: string;
  fileOf(name: string): unknown;
  onClose(): void;
}

function KeepDialog({ name: suggested, fileOf, onClose }: KeepDialogProps) {
  const t = useTranslations('simulator');
  const replay = useTranslations('replay.scenarios');
  const flowId = useEditorState((state) => state.flowId);
  const fromRecording = useSimulatorState((state) => state.fromRecording);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const [name, setName] = useState(suggested);
  const keep = useMutation(
    trpc.flowScenarios.keep.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.flowScenarios.list.queryFilter());
        notifications.show({ color: 'teal', message: replay('kept') });
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t('keepScenario')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate({ flowId, scenario: scenarioSchema.parse(fileOf(name.trim())) });
        }}
      >
        <Stack>
          <Text size="sm">{t(fromRecording ? 'keepReplaced' : 'keepHelp')}</Text>
          <TextInput
            data-autofocus
            label={replay('editor.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {keep.error && <Alert color="red">{sentence(keep.error)}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {replay('editor.cancel')}
            </Button>
            <Button type="submit" loading={keep.isPending} disabled={name.trim() === ''}>
              {replay('editor.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
