'use client';

import { Anchor, type ComboboxItem, MultiSelect, Select, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type SlotKind, slotNameSchema } from '@/runtime/flow/flow-document';
import { useEditorUi } from '../../actions/editor-ui';
import { CreateThing } from '../../create-thing/create-thing';
import { useMayCreate } from '../../create-thing/use-may-create';
import { useEditorState } from '../../use-editor';
import type { WidgetProps } from '../form/widget-props';
import { useSlotOptions } from '../slots/use-slot-options';

/** Value of the option that sets up something new; no slot can be called so. */
const CREATE = '+';

/** Names a queue, calendar, mailbox ... of the installation by its slot. A name that is bound later may be typed. */
export function SlotWidget(props: WidgetProps) {
  const { field, value } = props;
  const t = useTranslations('inspector');
  const create = useTranslations('designer.create');
  const ui = useEditorUi();
  const [search, setSearch] = useState('');
  const [wish, setWish] = useState<string | null>(null);
  const kind = field.slot ?? 'queue';
  const creatable = useMayCreate()(kind);
  const timeZone = useEditorState((state) => state.environment?.installation.timeZone) ?? 'Europe/Berlin';
  const chosen = (Array.isArray(value) ? value : [value]).filter((slot) => typeof slot === 'string');
  const named = chosen.filter((slot) => slot !== '');
  const { data, names, loading } = useSlotData(kind, named, search);
  if (creatable && !props.readOnly) data.push({ value: CREATE, label: createLabel(search) });
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
          clearable={!field.required}
          value={named[0] ?? null}
          onChange={(slot) => (slot === CREATE ? setWish(wished()) : chooseOne(slot))}
        />
      )}
      {named.length === 1 && named[0] !== undefined && (
        <Anchor
          component="button"
          type="button"
          size="xs"
          mih={24}
          onClick={() => ui.find(names.get(named[0] ?? '') ?? named[0] ?? '')}
        >
          {t('slot.where')}
        </Anchor>
      )}
      {creatable && wish !== null && (
        <CreateThing
          kind={creatable}
          name={wish}
          timeZone={timeZone}
          close={() => setWish(null)}
          created={({ slot }) => {
            setWish(null);
            if (field.kind === 'list') props.choose([...named, slot]);
            else chooseOne(slot);
          }}
        />
      )}
    </>
  );

  function chooseOne(slot: string | null) {
    props.choose(slot ?? (field.nullable ? null : field.required ? '' : undefined));
  }

  /** What was typed, unless it is what stands there already. */
  function wished(): string {
    return data.some(({ value: known, label }) => known !== CREATE && label === search) ? '' : search.trim();
  }

  function createLabel(typed: string): string {
    const isNew = typed.trim() !== '' && !data.some(({ label }) => label === typed);
    if (isNew) return create(`named.${creatable ?? 'queue'}`, { name: typed.trim() });
    return create(`options.${creatable ?? 'queue'}`);
  }
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

function useSlotData(kind: SlotKind, chosen: readonly string[], search: string) {
  const t = useTranslations('inspector');
  const { options, loading } = useSlotOptions(kind);
  const names = new Map(options.map(({ slot, name }) => [slot, name]));
  const data = options.map(({ slot, name }) => ({ value: slot, label: name }));
  for (const slot of chosen) {
    if (!names.has(slot)) data.push({ value: slot, label: loading ? slot : t('slot.unbound', { slot }) });
  }
  const typed = search.trim().toLowerCase();
  const known = data.some(({ value, label }) => value === typed || label.toLowerCase() === typed);
  if (!known && slotNameSchema.safeParse(typed).success) {
    data.push({ value: typed, label: t('slot.use', { slot: typed }) });
  }
  return { data, names, loading };
}
