'use client';

import { type ComboboxItem, MultiSelect, Select, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type SlotKind, slotNameSchema } from '@/runtime/flow/flow-document';
import type { WidgetProps } from '../form/widget-props';
import { useSlotOptions } from '../slots/use-slot-options';

/** Names a queue, calendar, mailbox ... of the installation by its slot. A name that is bound later may be typed. */
export function SlotWidget(props: WidgetProps) {
  const { field, value } = props;
  const [search, setSearch] = useState('');
  const kind = field.slot ?? 'queue';
  const chosen = (Array.isArray(value) ? value : [value]).filter(
    (slot) => typeof slot === 'string' && slot !== '',
  );
  const { data, names, loading } = useSlotData(kind, chosen.map(String), search);
  const t = useTranslations('inspector');
  const shared = {
    label: props.label,
    description: props.description,
    placeholder: chosen.length === 0 ? (props.placeholder ?? t(`slot.choose.${kind}`)) : undefined,
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
      <div>
        <Text size="sm">{option.label}</Text>
        {names.has(option.value) && (
          <Text size="xs" style={{ opacity: 0.75 }}>
            {kind}:{option.value}
          </Text>
        )}
      </div>
    ),
  };
  if (field.kind === 'list') {
    return <MultiSelect {...shared} value={chosen.map(String)} onChange={(slots) => props.choose(slots)} />;
  }
  return (
    <Select
      {...shared}
      clearable={!field.required}
      value={chosen[0] === undefined ? null : String(chosen[0])}
      onChange={(slot) => props.choose(slot ?? (field.nullable ? null : field.required ? '' : undefined))}
    />
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
