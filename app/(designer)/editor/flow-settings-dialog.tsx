'use client';

import {
  ActionIcon,
  Button,
  Group,
  Modal,
  MultiSelect,
  Select,
  Stack,
  Switch,
  Table,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type FlowVariable, flowVariableSchema } from '@/runtime/flow/flow-document';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';

/** What holds for the whole flow: description, languages, where tickets fall back to, its variables. */
export function FlowSettingsDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.settings');
  const editor = useEditor();
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const environment = useEditorState((state) => state.environment);
  const readOnly = useEditorState((state) => state.readOnly);
  const { settings } = flow;
  const queues = Object.entries(environment?.queues ?? {}).map(([slot, { name }]) => ({
    value: slot,
    label: name,
  }));
  const set = (changes: Partial<typeof settings>): void => {
    editor.dispatch({ type: 'setSettings', settings: { ...settings, ...changes } });
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg">
      <Stack>
        <Textarea
          data-autofocus
          label={t('description')}
          description={t('descriptionHelp')}
          autosize
          minRows={2}
          maxLength={2000}
          readOnly={readOnly}
          value={flow.description}
          onChange={(event) =>
            editor.dispatch({ type: 'describe', description: event.currentTarget.value }, 'merge')
          }
          onBlur={() => editor.settle()}
        />
        <Select
          label={t('fallbackQueue')}
          description={t('fallbackQueueHelp')}
          placeholder={t('installationFallback')}
          clearable
          disabled={readOnly}
          data={withUnknown(queues, settings.fallbackQueue)}
          value={settings.fallbackQueue ?? null}
          onChange={(value) => set({ fallbackQueue: value ?? undefined })}
        />
        <Select
          label={t('catchNode')}
          description={t('catchNodeHelp')}
          placeholder={t('noCatchNode')}
          clearable
          searchable
          disabled={readOnly}
          data={flow.nodes.map((node) => ({ value: node.id, label: words.title(node) }))}
          value={settings.catchNode ?? null}
          onChange={(value) => set({ catchNode: value ?? undefined })}
        />
        <MultiSelect
          label={t('languages')}
          description={t('languagesHelp')}
          disabled={readOnly}
          data={['de', 'en'].map((language) => ({
            value: language,
            label: t(`language.${language as 'de'}`),
          }))}
          value={settings.languages}
          onChange={(languages) => {
            if (languages.length > 0) set({ languages });
          }}
        />
        <Variables variables={flow.variables} readOnly={readOnly} />
      </Stack>
    </Modal>
  );
}

function Variables({ variables, readOnly }: { variables: readonly FlowVariable[]; readOnly: boolean }) {
  const t = useTranslations('designer.settings');
  const editor = useEditor();
  return (
    <section>
      <Title order={3}>{t('variables')}</Title>
      <Text c="dimmed" size="xs" mb="xs">
        {t('variablesHelp')}
      </Text>
      {variables.length > 0 && (
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('variableName')}</Table.Th>
              <Table.Th>{t('variableType')}</Table.Th>
              <Table.Th>{t('showInInbox')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {variables.map((variable) => (
              <VariableLine key={variable.name} variable={variable} readOnly={readOnly} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {!readOnly && (
        <Group mt="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() =>
              editor.dispatch({
                type: 'addVariable',
                variable: { name: freeName(variables, t('newVariable')), type: 'text' },
              })
            }
          >
            {t('addVariable')}
          </Button>
        </Group>
      )}
    </section>
  );
}

const TYPES = flowVariableSchema.shape.type.options;

function VariableLine({ variable, readOnly }: { variable: FlowVariable; readOnly: boolean }) {
  const t = useTranslations('designer.settings');
  const editor = useEditor();
  const [name, setName] = useState(variable.name);
  const change = (changes: Partial<FlowVariable>): void => {
    editor.dispatch({ type: 'setVariable', name: variable.name, variable: { ...variable, ...changes } });
  };
  const valid = flowVariableSchema.shape.name.safeParse(name).success;
  return (
    <Table.Tr>
      <Table.Td>
        <TextInput
          size="xs"
          aria-label={t('variableName')}
          readOnly={readOnly}
          value={name}
          error={!valid && t('variableNameWrong')}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={() => {
            if (valid && name !== variable.name) change({ name });
          }}
        />
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          aria-label={t('variableType')}
          disabled={readOnly}
          allowDeselect={false}
          data={TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
          value={variable.type}
          onChange={(value) => {
            const type = TYPES.find((known) => known === value);
            if (type) change({ type });
          }}
        />
      </Table.Td>
      <Table.Td>
        <Switch
          size="xs"
          aria-label={t('showInInbox')}
          disabled={readOnly}
          checked={variable.showInInbox}
          onChange={(event) => change({ showInInbox: event.currentTarget.checked })}
        />
      </Table.Td>
      <Table.Td>
        <ActionIcon
          aria-label={t('removeVariable', { name: variable.name })}
          disabled={readOnly}
          onClick={() => editor.dispatch({ type: 'removeVariable', name: variable.name })}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}

function freeName(variables: readonly FlowVariable[], wish: string): string {
  const taken = new Set(variables.map(({ name }) => name));
  for (let number = 1; ; number += 1) if (!taken.has(`${wish}${number}`)) return `${wish}${number}`;
}

/** A queue that the flow names and this installation does not have (yet) is shown by its slot. */
function withUnknown(queues: { value: string; label: string }[], slot: string | undefined) {
  if (slot === undefined || queues.some(({ value }) => value === slot)) return queues;
  return [...queues, { value: slot, label: slot }];
}
