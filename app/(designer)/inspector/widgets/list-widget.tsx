'use client';

import { ActionIcon, Button, Group, Paper, Stack, Text, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Field } from '../form/field';
import { FieldFrame } from '../form/field-frame';
import type { WidgetProps } from '../form/widget-props';
import { moved, newEntry } from './keyed-entries';

/** A list of entries with a form each: add, take away, move. */
export function ListWidget(props: WidgetProps) {
  const { field, path, readOnly } = props;
  const t = useTranslations('inspector');
  const { item } = field;
  const entries = Array.isArray(props.value) ? props.value : [];
  if (!item) return null;
  const full = field.max !== undefined && entries.length >= field.max;
  const few = field.min !== undefined && entries.length <= field.min;
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
        {entries.map((_entry, index) => {
          // Entries have no names of their own: their place is what tells them apart.
          const key = String(index);
          return (
            <Paper key={key} withBorder p="xs" role="listitem">
              <Group gap={4} justify="space-between" mb={4}>
                <Text size="xs" c="dimmed">
                  {t('list.entry', { number: index + 1 })}
                </Text>
                {!readOnly && (
                  <EntryActions
                    index={index}
                    count={entries.length}
                    mayRemove={!few}
                    move={(to) => props.choose(moved(entries, index, to))}
                    remove={() => props.choose(entries.toSpliced(index, 1))}
                  />
                )}
              </Group>
              <Field field={item} path={[...path, index]} bare />
            </Paper>
          );
        })}
        {!readOnly && !full && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => props.choose([...entries, newEntry(item, entries)])}
            style={{ alignSelf: 'flex-start' }}
          >
            {t('list.add')}
          </Button>
        )}
      </Stack>
    </FieldFrame>
  );
}

interface EntryActionsProps {
  index: number;
  count: number;
  mayRemove: boolean;
  move(to: number): void;
  remove(): void;
}

function EntryActions({ index, count, mayRemove, move, remove }: EntryActionsProps) {
  const t = useTranslations('inspector');
  const number = index + 1;
  return (
    <Group gap={2}>
      <Tooltip label={t('list.up')}>
        <ActionIcon
          size="sm"
          aria-label={t('list.upNumber', { number })}
          disabled={index === 0}
          onClick={() => move(index - 1)}
        >
          <IconArrowUp size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('list.down')}>
        <ActionIcon
          size="sm"
          aria-label={t('list.downNumber', { number })}
          disabled={index === count - 1}
          onClick={() => move(index + 1)}
        >
          <IconArrowDown size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('list.remove')}>
        <ActionIcon
          size="sm"
          aria-label={t('list.removeNumber', { number })}
          disabled={!mayRemove}
          onClick={remove}
        >
          <IconTrash size={14} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
