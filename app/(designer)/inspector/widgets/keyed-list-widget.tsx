'use client';

import { Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Json } from '@/runtime/flow/json';
import { Field } from '../form/field';
import { useNodeForm } from '../form/form-context';
import { getAt, type Path } from '../form/path';
import type { WidgetProps } from '../form/widget-props';
import { EntryList } from './entry-list';
import { identifierField, newKeyedEntry } from './keyed-entries';

/** A list whose entries have an identifier of their own, mostly that of a port: it follows when it is renamed. */
export function KeyedListWidget(props: WidgetProps) {
  const { field, path, readOnly } = props;
  const entries = Array.isArray(props.value) ? props.value : [];
  const { item } = field;
  const identifier = item && identifierField(item);
  if (!item || !identifier) return null;
  const others = (item.fields ?? []).filter((part) => part !== identifier);
  return (
    <EntryList
      widget={props}
      entries={entries}
      fresh={() => newKeyedEntry(item, entries)}
      head={(entry, index) => (
        <Identifier
          path={[...path, index, identifier.key]}
          value={getAt(entry, [identifier.key])}
          taken={entries.map((other) => getAt(other, [identifier.key]))}
          readOnly={readOnly}
        />
      )}
      body={(index) => (
        <Stack gap="xs">
          {others.map((part) => (
            <Field key={part.key} field={part} path={[...path, index, part.key]} />
          ))}
        </Stack>
      )}
    />
  );
}

interface IdentifierProps {
  path: Path;
  value: Json | undefined;
  taken: readonly (Json | undefined)[];
  readOnly: boolean;
}

/** Written when it is left, and only if it can stand: half of an identifier would be another port. */
function Identifier({ path, value, taken, readOnly }: IdentifierProps) {
  const t = useTranslations('inspector');
  const form = useNodeForm();
  const written = typeof value === 'string' ? value : '';
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? written;
  const isFree = shown === written || !taken.includes(shown);
  return (
    <TextInput
      size="xs"
      style={{ flex: 1 }}
      data-field-path={path.join('.')}
      label={t('list.identifier')}
      readOnly={readOnly}
      maxLength={48}
      error={!isFree && t('list.identifierTaken')}
      value={shown}
      onChange={(event) => setTyped(event.currentTarget.value.replaceAll(/[^A-Za-z0-9_-]/g, '-'))}
      onBlur={() => {
        if (typed !== null && typed !== '' && typed !== written && isFree) form.rename(path, written, typed);
        setTyped(null);
      }}
    />
  );
}
