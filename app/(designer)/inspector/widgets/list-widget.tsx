'use client';

import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Json } from '@/runtime/flow/json';
import { Field } from '../form/field';
import type { WidgetProps } from '../form/widget-props';
import { EntryList } from './entry-list';
import { newEntry } from './keyed-entries';

/** A list of entries with a form each; their place is all that tells them apart. */
export function ListWidget(props: WidgetProps) {
  const { field, path } = props;
  const t = useTranslations('inspector');
  const { item } = field;
  const entries = Array.isArray(props.value) ? props.value : [];
  if (!item) return null;
  const head = (_entry: Json, index: number) => (
    <Text size="xs" c="dimmed">
      {t('list.entry', { number: index + 1 })}
    </Text>
  );
  return (
    <EntryList
      widget={props}
      entries={entries}
      fresh={() => newEntry(item, entries)}
      {...(item.fields ? { head } : {})}
      body={(index) => <Field field={item} path={[...path, index]} bare />}
    />
  );
}
