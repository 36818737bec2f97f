'use client';

import { MultiSelect, Select } from '@mantine/core';
import { useLocale } from 'next-intl';
import { languageName } from '@/runtime/flow/language-name';
import { selectText } from '../form/select-text';
import type { WidgetProps } from '../form/widget-props';

/** ISO 639-1 codes of the languages that customers in Europe, and most of those from elsewhere, write in. */
const LANGUAGES = (
  'de en fr it es pt nl pl cs sk hu ro bg hr sr bs sl sq mk el tr da ' +
  'sv nb no fi et lv lt ru uk ar fa he ku hi ur vi th id zh ja ko'
).split(' ');

/** One language by its name; the config keeps its code. */
export function LanguageWidget(props: WidgetProps) {
  const chosen = typeof props.value === 'string' && props.value !== '' ? props.value : null;
  return (
    <Select
      {...useShared(props, chosen === null ? [] : [chosen])}
      onClick={selectText}
      allowDeselect={false}
      value={chosen}
      onChange={(language) => props.choose(language ?? undefined)}
    />
  );
}

/** Several languages by their names, in the order they were chosen. */
export function LanguagesWidget(props: WidgetProps) {
  const chosen = Array.isArray(props.value) ? props.value.map(String) : [];
  const shared = useShared(props, chosen);
  return (
    <MultiSelect
      {...shared}
      placeholder={chosen.length === 0 ? props.placeholder : undefined}
      value={chosen}
      onChange={(languages) => props.choose(languages)}
    />
  );
}

function useShared(props: WidgetProps, chosen: readonly string[]) {
  const locale = useLocale();
  const order = new Intl.Collator(locale);
  const data = [...new Set([...LANGUAGES, ...chosen])]
    .map((value) => ({ value, label: languageName(value, locale) }))
    .sort((left, right) => order.compare(left.label, right.label));
  return {
    label: props.label,
    description: props.description,
    placeholder: props.placeholder,
    error: props.error,
    withAsterisk: props.field.required,
    readOnly: props.readOnly,
    searchable: true,
    data,
  };
}
