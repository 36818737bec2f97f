'use client';

import { ActionIcon, Button, Group, Paper, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Json } from '@/runtime/flow/json';
import { Field } from '../form/field';
import { FieldFrame } from '../form/field-frame';
import { useNodeForm } from '../form/form-context';
import { getAt, type Path } from '../form/path';
import type { WidgetProps } from '../form/widget-props';
import { identifierField, moved, newKeyedEntry } from './keyed-entries';

/** A list whose entries have an identifier of their own, mostly that of a port: it follows when it is renamed. */
export function KeyedListWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const { field, path, readOnly } = props;
  const entries = Array.isArray(props.value) ? props.value : [];
  const { item } = field;
  const identifier = item && identifierField(item);
  if (!item || !identifier) return null;
  const others = (item.fields ?? []).filter((part) => part !== identifier);
  const isFull = field.max !== undefined && entries.length >= field.max;
  return (
    <FieldFrame
      label={props.label}
      description={props.description}
      error={props.error}
      required={field.required}
    >
      <Stack gap="xs" role="list">
        {entries.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('list.empty')}
          </Text>
        )}
        {entries.map((entry, index) => {
          // Identifiers are edited here, so the place is what keeps a card while its identifier changes.
          const key = String(index);
          return (
            <Paper key={key} withBorder p="xs" role="listitem">
              <Group gap={4} wrap="nowrap" mb="xs" align="flex-end">
                <Identifier
                  path={[...path, index, identifier.key]}
                  value={getAt(entry, [identifier.key])}
                  taken={entries.map((other) => getAt(other, [identifier.key]))}
                  readOnly={readOnly}
                />
                {!readOnly && (
                  <EntryActions
                    index={index}
                    count={entries.length}
                    move={(to) => props.choose(moved(entries, index, to))}
                    remove={() => props.choose(entries.toSpliced(index, 1))}
                  />
                )}
              </Group>
              <Stack gap="xs">
                {others.map((part) => (
                  <Field key={part.key} field={part} path={[...path, index, part.key]} />
                ))}
              </Stack>
            </Paper>
          );
        })}
        {!readOnly && !isFull && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => props.choose([...entries, newKeyedEntry(item, entries)])}
          >
            {t('list.add')}
          </Button>
        )}
      </Stack>
    </FieldFrame>
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

interface EntryActionsProps {
  index: number;
  count: number;
  move(to: number): void;
  remove(): void;
}

function EntryActions({ index, count, move, remove }: EntryActionsProps) {
  const t = useTranslations('inspector');
  const number = index + 1;
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label={t('list.up')}>
        <ActionIcon
          aria-label={t('list.upNumber', { number })}
          disabled={index === 0}
          onClick={() => move(index - 1)}
        >
          <IconArrowUp size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('list.down')}>
        <ActionIcon
          aria-label={t('list.downNumber', { number })}
          disabled={index === count - 1}
          onClick={() => move(index + 1)}
        >
          <IconArrowDown size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('list.remove')}>
        <ActionIcon aria-label={t('list.removeNumber', { number })} onClick={remove}>
          <IconTrash size={14} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
