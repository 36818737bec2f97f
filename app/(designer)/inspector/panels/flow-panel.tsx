'use client';

import { Divider, MultiSelect, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import type { FlowSettings } from '@/runtime/flow/flow-document';
import { useEditor, useEditorState } from '../../use-editor';
import type { FieldSpec } from '../form/field-spec';
import { selectText } from '../form/select-text';
import { useTypedValue } from '../form/use-typed-value';
import { SlotWidget } from '../widgets/slot-widget';
import { useNodeChoices } from '../widgets/use-node-choices';
import { HandlersEditor } from './handlers-editor';
import { VariablesEditor } from './variables-editor';

const LANGUAGES = ['de', 'en'];

/** The flow itself: what it is called, whom it speaks to, where tickets go that find no way, and its variables. */
export function FlowPanel() {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const name = useEditorState((state) => state.flow.name);
  const description = useEditorState((state) => state.flow.description);
  const settings = useEditorState((state) => state.flow.settings);
  const readOnly = useEditorState((state) => state.readOnly);
  const set = (changes: Partial<FlowSettings>) => {
    editor.dispatch({ type: 'setSettings', settings: { ...settings, ...changes } });
  };
  return (
    <Stack gap="md" p="md">
      <div>
        <Title order={3}>{t('flow.title')}</Title>
        <Text size="xs" c="dimmed">
          {t('flow.hint')}
        </Text>
      </div>
      <NameAndDescription name={name} description={description} readOnly={readOnly} />
      <FallbackQueue settings={settings} readOnly={readOnly} set={set} />
      <CatchNode settings={settings} readOnly={readOnly} set={set} />
      <Languages settings={settings} readOnly={readOnly} set={set} />
      <Divider />
      <VariablesEditor />
      <Divider />
      <HandlersEditor settings={settings} readOnly={readOnly} set={set} />
    </Stack>
  );
}

function NameAndDescription(props: { name: string; description: string; readOnly: boolean }) {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const name = useTypedValue(props.name, (text) => {
    // A flow always has a name: while none is written the old one stays.
    if (text.trim() !== '') editor.dispatch({ type: 'rename', name: text }, 'merge');
  });
  const description = useTypedValue(props.description, (text) => {
    editor.dispatch({ type: 'describe', description: text }, 'merge');
  });
  return (
    <>
      <TextInput
        label={t('flow.name')}
        // Who asked for the settings wants to write.
        autoFocus
        required
        maxLength={120}
        error={name.value.trim() === '' && t('flow.nameMissing')}
        readOnly={props.readOnly}
        value={name.value}
        onChange={(event) => name.type(event.currentTarget.value)}
        onBlur={() => {
          name.flush();
          editor.settle();
        }}
      />
      <Textarea
        label={t('flow.description')}
        placeholder={t('flow.descriptionHelp')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        readOnly={props.readOnly}
        value={description.value}
        onChange={(event) => description.type(event.currentTarget.value)}
        onBlur={() => {
          description.flush();
          editor.settle();
        }}
      />
    </>
  );
}

interface SettingProps {
  settings: FlowSettings;
  readOnly: boolean;
  set(changes: Partial<FlowSettings>): void;
}

/** A setting of the flow is chosen as a node's is. */
const fallbackField: FieldSpec = {
  key: 'fallbackQueue',
  textPath: 'fallbackQueue',
  kind: 'text',
  widget: 'slot',
  slot: 'queue',
  required: false,
  nullable: false,
  advanced: false,
  half: false,
};

function FallbackQueue({ settings, readOnly, set }: SettingProps) {
  const t = useTranslations('inspector');
  return (
    <SlotWidget
      field={fallbackField}
      path={['fallbackQueue']}
      value={settings.fallbackQueue}
      label={t('flow.fallbackQueue')}
      description={t('flow.fallbackQueueHelp')}
      placeholder={t('flow.fallbackInstallation')}
      error={null}
      problems={[]}
      readOnly={readOnly}
      choose={(slot) => set({ fallbackQueue: typeof slot === 'string' && slot !== '' ? slot : undefined })}
      type={() => undefined}
      settle={() => undefined}
    />
  );
}

function CatchNode({ settings, readOnly, set }: SettingProps) {
  const t = useTranslations('inspector');
  const nodes = useEditorState((state) => state.flow.nodes);
  const data = useNodeChoices({ nodes }, settings.catchNode ?? null);
  return (
    <Select
      label={t('flow.catchNode')}
      description={t('flow.catchNodeHelp')}
      placeholder={t('flow.noCatchNode')}
      clearable
      searchable
      onClick={selectText}
      readOnly={readOnly}
      data={data}
      value={settings.catchNode ?? null}
      onChange={(catchNode) => set({ catchNode: catchNode ?? undefined })}
    />
  );
}

function Languages({ settings, readOnly, set }: SettingProps) {
  const t = useTranslations('inspector');
  const names = new Intl.DisplayNames([useLocale()], { type: 'language' });
  const offered = [...new Set([...LANGUAGES, ...settings.languages])];
  return (
    <MultiSelect
      label={t('flow.languages')}
      description={t('flow.languagesHelp')}
      readOnly={readOnly}
      data={offered.map((language) => ({ value: language, label: names.of(language) ?? language }))}
      value={settings.languages}
      onChange={(languages) => languages.length > 0 && set({ languages })}
    />
  );
}
