'use client';

import {
  ActionIcon,
  Button,
  Collapse,
  Group,
  Paper,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconChevronRight, IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type FlowVariable, flowVariableSchema } from '@/runtime/flow/flow-document';
import { useEditorUi } from '../../actions/editor-ui';
import { useEditor, useEditorState } from '../../use-editor';
import { useTypedValue } from '../form/use-typed-value';
import { formatInitial, freeVariableName, parseInitial } from './variable-values';

const TYPES = flowVariableSchema.shape.type.options;
const ROLES = flowVariableSchema.shape.role.unwrap().options;

/** The flow's own variables: name, type, what they begin with, who sees them. */
export function VariablesEditor() {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const variables = useEditorState((state) => state.flow.variables);
  const readOnly = useEditorState((state) => state.readOnly);
  return (
    <Stack gap="xs">
      <div>
        <Title order={4} fz="sm">
          {t('vars.title')}
        </Title>
        <Text size="xs" c="dimmed">
          {t('vars.help')}
        </Text>
      </div>
      {variables.map((variable) => (
        <VariableCard key={variable.name} variable={variable} readOnly={readOnly} />
      ))}
      {!readOnly && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() =>
            editor.dispatch({
              type: 'addVariable',
              variable: { name: freeVariableName(variables, t('vars.newName')), type: 'text' },
            })
          }
        >
          {t('vars.add')}
        </Button>
      )}
    </Stack>
  );
}

interface VariableProps {
  variable: FlowVariable;
  readOnly: boolean;
  change(changes: Partial<FlowVariable>, capture?: 'record' | 'merge'): void;
}

function VariableCard({ variable, readOnly }: Pick<VariableProps, 'variable' | 'readOnly'>) {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const [opened, setOpened] = useState(false);
  const change: VariableProps['change'] = (changes, capture = 'record') => {
    editor.dispatch(
      { type: 'setVariable', name: variable.name, variable: { ...variable, ...changes } },
      capture,
    );
  };
  return (
    <Paper withBorder p={6}>
      <Group gap={4} wrap="nowrap">
        <ActionIcon
          size="sm"
          aria-label={t('vars.open', { name: variable.name })}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconChevronRight size={14} style={{ transform: opened ? 'rotate(90deg)' : undefined }} />
        </ActionIcon>
        <NameAndType variable={variable} readOnly={readOnly} change={change} />
        <VariableButtons name={variable.name} readOnly={readOnly} />
      </Group>
      <Collapse expanded={opened}>
        {opened && <VariableDetails variable={variable} readOnly={readOnly} change={change} />}
      </Collapse>
    </Paper>
  );
}

function NameAndType({ variable, readOnly, change }: VariableProps) {
  const t = useTranslations('inspector');
  const [name, setName] = useState(variable.name);
  const valid = flowVariableSchema.shape.name.safeParse(name).success;
  return (
    <>
      <TextInput
        size="xs"
        style={{ flex: 1 }}
        aria-label={t('vars.name')}
        error={!valid && t('vars.nameWrong')}
        readOnly={readOnly}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={() => {
          if (valid && name !== variable.name) change({ name });
        }}
      />
      <Select
        size="xs"
        w={104}
        aria-label={t('vars.type')}
        allowDeselect={false}
        readOnly={readOnly}
        data={TYPES.map((type) => ({ value: type, label: t(`vars.types.${type}`) }))}
        value={variable.type}
        onChange={(chosen) => {
          const type = TYPES.find((candidate) => candidate === chosen);
          if (type) change({ type, initial: undefined });
        }}
      />
    </>
  );
}

/** Where it is used, and taking it away. */
function VariableButtons({ name, readOnly }: { name: string; readOnly: boolean }) {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const ui = useEditorUi();
  return (
    <>
      <Tooltip label={t('vars.where')}>
        <ActionIcon size="sm" aria-label={t('vars.whereOf', { name })} onClick={() => ui.find(name)}>
          <IconSearch size={14} />
        </ActionIcon>
      </Tooltip>
      {!readOnly && (
        <Tooltip label={t('list.remove')}>
          <ActionIcon
            size="sm"
            aria-label={t('vars.remove', { name })}
            onClick={() => editor.dispatch({ type: 'removeVariable', name })}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}

function VariableDetails({ variable, readOnly, change }: VariableProps) {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const initial = useTypedValue(
    formatInitial(variable),
    (text) => change({ initial: parseInitial(text, variable.type) }, 'merge'),
    (text) => JSON.stringify(parseInitial(text, variable.type)),
  );
  const understood = initial.value === '' || parseInitial(initial.value, variable.type) !== undefined;
  return (
    <Stack gap="xs" pt="xs" px={4}>
      <TextInput
        size="xs"
        label={t('vars.initial')}
        description={t(`vars.initialHelp.${variable.type}`)}
        error={!understood && t('vars.initialWrong')}
        readOnly={readOnly}
        value={initial.value}
        onChange={(event) => initial.type(event.currentTarget.value)}
        onBlur={() => {
          initial.flush();
          editor.settle();
        }}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('vars.role')}
        readOnly={readOnly}
        data={ROLES.map((role) => ({ value: role, label: t(`vars.roles.${role}`) }))}
        value={variable.role}
        onChange={(chosen) => {
          const role = ROLES.find((candidate) => candidate === chosen);
          if (role) change({ role });
        }}
      />
      <Switch
        size="xs"
        label={t('vars.showInInbox')}
        disabled={readOnly}
        checked={variable.showInInbox}
        onChange={(event) => change({ showInInbox: event.currentTarget.checked })}
      />
    </Stack>
  );
}
