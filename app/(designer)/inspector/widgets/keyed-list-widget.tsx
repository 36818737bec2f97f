'use client';

import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
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
  const t = useTranslations('inspector');
  const { words } = useNodeForm();
  const entries = Array.isArray(props.value) ? props.value : [];
  const { item } = field;
  const identifier = item && identifierField(item);
  if (!item || !identifier) return null;
  const others = (item.fields ?? []).filter((part) => part !== identifier);
  // What a person calls the entry leads it; an identifier is for the flow, and comes last.
  const name = others.find(({ key, kind }) => key === 'name' && kind === 'text');
  return (
    <EntryList
      widget={props}
      entries={entries}
      fresh={() => newKeyedEntry(item, entries)}
      head={(_entry, index) =>
        name ? (
          <Field field={name} path={[...path, index, name.key]} />
        ) : (
          <Text size="xs" c="dimmed">
            {t('list.entry', { number: index + 1 })}
          </Text>
        )
      }
      body={(index) => (
        <Stack gap="xs">
          {others
            .filter((part) => part !== name)
            .map((part) => (
              <Field key={part.key} field={part} path={[...path, index, part.key]} />
            ))}
          <Identifier
            label={words.label(identifier)}
            path={[...path, index, identifier.key]}
            value={getAt(entries[index], [identifier.key])}
            taken={entries.map((other) => getAt(other, [identifier.key]))}
            readOnly={readOnly}
          />
        </Stack>
      )}
    />
  );
}

interface IdentifierProps {
  label: string;
  path: Path;
  value: Json | undefined;
  taken: readonly (Json | undefined)[];
  readOnly: boolean;
}

/** Written when it is left, and only if it can stand: half of an identifier would be another port. */
function Identifier({ label, path, value, taken, readOnly }: IdentifierProps) {
  const t = useTranslations('inspector');
  const form = useNodeForm();
  const id = useId();
  const written = typeof value === 'string' ? value : '';
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? written;
  const isFree = shown === written || !taken.includes(shown);
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Text component="label" htmlFor={id} size="xs" c="dimmed" lh="30px">
        {label}
      </Text>
      <TextInput
        id={id}
        size="xs"
        style={{ flex: 1 }}
        data-field-path={path.join('.')}
        readOnly={readOnly}
        maxLength={48}
        error={!isFree && t('list.identifierTaken')}
        value={shown}
        onChange={(event) => setTyped(event.currentTarget.value.replaceAll(/[^A-Za-z0-9_-]/g, '-'))}
        onBlur={() => {
          if (typed !== null && typed !== '' && typed !== written && isFree)
            form.rename(path, written, typed);
          setTyped(null);
        }}
      />
    </Group>
  );
}
