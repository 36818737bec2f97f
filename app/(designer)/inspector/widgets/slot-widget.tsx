'use client';

import { Anchor, type ComboboxItem, MultiSelect, Select, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type SlotKind, slotNameSchema } from '@/runtime/flow/flow-document';
import type { Json } from '@/runtime/flow/json';
import { useEditorUi } from '../../actions/editor-ui';
import { CreateThing } from '../../create-thing/create-thing';
import { useMayCreate } from '../../create-thing/use-may-create';
import { useEditorState } from '../../use-editor';
import { selectText } from '../form/select-text';
import type { WidgetProps } from '../form/widget-props';
import { useSlotOptions } from '../slots/use-slot-options';

/** Value of the option that sets up something new; no slot can be called so. */
const CREATE = '+';

/** Names a queue, calendar, mailbox ... of the installation by its slot. A name that is bound later may be typed. */
export function SlotWidget(props: WidgetProps) {
  const { field, value } = props;
  const t = useTranslations('inspector');
  const [search, setSearch] = useState('');
  const [wish, setWish] = useState<string | null>(null);
  const kind = field.slot ?? 'queue';
  const named = namedSlots(value);
  const { data, names, loading } = useSlotData(kind, named, search, props.readOnly);
  const shared = {
    label: props.label,
    description: props.description,
    placeholder: named.length === 0 ? (props.placeholder ?? t(`slot.choose.${kind}`)) : undefined,
    error: props.error,
    withAsterisk: field.required,
    readOnly: props.readOnly,
    data,
    searchable: true,
    searchValue: search,
    onSearchChange: setSearch,
    loading,
    nothingFoundMessage: t(`slot.none.${kind}`),
    renderOption: ({ option }: { option: ComboboxItem }) => (
      <SlotLine label={option.label} slot={names.has(option.value) ? `${kind}:${option.value}` : null} />
    ),
  };
  const chooseOne = (slot: string | null) => props.choose(slot ?? emptyValue(field));
  // What was typed, unless it is what stands there already.
  const wished = () =>
    data.some(({ value: known, label }) => known !== CREATE && label === search) ? '' : search.trim();
  return (
    <>
      {field.kind === 'list' ? (
        <MultiSelect
          {...shared}
          value={named}
          onChange={(slots) => (slots.includes(CREATE) ? setWish('') : props.choose(slots))}
        />
      ) : (
        <Select
          {...shared}
          onClick={selectText}
          styles={{ input: { textOverflow: 'ellipsis' } }}
          clearable={!field.required}
          value={named[0] ?? null}
          onChange={(slot) => (slot === CREATE ? setWish(wished()) : chooseOne(slot))}
        />
      )}
      {named.length === 1 && <WhereUsed name={names.get(named[0] ?? '') ?? named[0] ?? ''} />}
      <CreateHere
        kind={kind}
        wish={wish}
        done={(slot) => {
          setWish(null);
          if (slot === null) return;
          if (field.kind === 'list') props.choose([...named, slot]);
          else chooseOne(slot);
        }}
      />
    </>
  );
}

function namedSlots(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (slot): slot is string => typeof slot === 'string' && slot !== '',
  );
}

/** What stands in the config where nothing is chosen. */
function emptyValue(field: WidgetProps['field']): Json | undefined {
  if (field.nullable) return null;
  return field.required ? '' : undefined;
}

function WhereUsed({ name }: { name: string }) {
  const t = useTranslations('inspector');
  const ui = useEditorUi();
  return (
    <Anchor component="button" type="button" size="xs" mih={24} ta="left" onClick={() => ui.find(name)}>
      {t('slot.where')}
    </Anchor>
  );
}

interface CreateHereProps {
  kind: SlotKind;
  /** The name wished for; `null` while nothing is to be made. */
  wish: string | null;
  /** The slot of what was made; `null`: nothing was. */
  done(slot: string | null): void;
}

function CreateHere({ kind, wish, done }: CreateHereProps) {
  const creatable = useMayCreate()(kind);
  const timeZone = useEditorState((state) => state.environment?.installation.timeZone) ?? 'Europe/Berlin';
  if (!creatable || wish === null) return null;
  return (
    <CreateThing
      kind={creatable}
      name={wish}
      timeZone={timeZone}
      close={() => done(null)}
      created={({ slot }) => done(slot)}
    />
  );
}

function SlotLine({ label, slot }: { label: string; slot: string | null }) {
  return (
    <div>
      <Text size="sm">{label}</Text>
      {slot !== null && (
        <Text size="xs" style={{ opacity: 0.75 }}>
          {slot}
        </Text>
      )}
    </div>
  );
}

/** What can be chosen: what is there, what is named though it is not, what is typed, and making something new. */
function useSlotData(kind: SlotKind, chosen: readonly string[], search: string, readOnly: boolean) {
  const t = useTranslations('inspector');
  const create = useTranslations('designer.create');
  const creatable = useMayCreate()(kind);
  const { options, loading } = useSlotOptions(kind);
  const names = new Map(options.map(({ slot, name }) => [slot, name]));
  const data = options.map(({ slot, name }) => ({ value: slot, label: name }));
  for (const slot of chosen) {
    if (!names.has(slot)) data.push({ value: slot, label: loading ? slot : t('slot.unbound', { slot }) });
  }
  const name = search.trim();
  const typed = name.toLowerCase();
  const known = data.some(({ value, label }) => value === typed || label.toLowerCase() === typed);
  const isNew = name !== '' && !data.some(({ label }) => label === search);
  if (!known && slotNameSchema.safeParse(typed).success) {
    data.push({ value: typed, label: t('slot.use', { slot: typed }) });
  }
  if (creatable && !readOnly) {
    const label = isNew ? create(`named.${creatable}`, { name }) : create(`options.${creatable}`);
    data.push({ value: CREATE, label });
  }
  return { data, names, loading };
}
