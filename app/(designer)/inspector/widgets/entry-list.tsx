'use client';

import { ActionIcon, Button, Group, Paper, Stack, Text, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Json } from '@/runtime/flow/json';
import { FieldFrame } from '../form/field-frame';
import { useFocusAdded } from '../form/use-focus-added';
import type { WidgetProps } from '../form/widget-props';
import classes from './entry-list.module.css';
import { moved } from './keyed-entries';

interface EntryListProps {
  widget: WidgetProps;
  entries: readonly Json[];
  /** A new entry, as the button adds it. */
  fresh(): Json;
  /** What stands at the head of an entry, beside its buttons; an entry without one is a single line. */
  head?(entry: Json, index: number): ReactNode;
  /** The form of an entry. */
  body(index: number): ReactNode;
}

/** Entries with a form each: add, take away, move. */
export function EntryList({ widget, entries, fresh, head, body }: EntryListProps) {
  const t = useTranslations('inspector');
  const { field, readOnly, choose } = widget;
  const { list, added } = useFocusAdded<HTMLDivElement>(entries.length);
  const full = field.max !== undefined && entries.length >= field.max;
  const few = field.min !== undefined && entries.length <= field.min;
  return (
    <FieldFrame
      label={widget.label}
      description={widget.description}
      error={widget.error}
      required={field.required}
    >
      <Stack gap="xs" role="list" ref={list}>
        {entries.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('list.empty')}
          </Text>
        )}
        {entries.map((entry, index) => {
          // What names an entry is edited here, if it has a name at all: its place is what tells it apart.
          const key = String(index);
          const actions = !readOnly && (
            <EntryActions
              index={index}
              count={entries.length}
              mayRemove={!few}
              move={(to) => choose(moved(entries, index, to))}
              remove={() => choose(entries.toSpliced(index, 1))}
            />
          );
          if (head === undefined)
            return (
              <Group key={key} gap={4} wrap="nowrap" align="flex-start" role="listitem" data-entry>
                {body(index)}
                {actions}
              </Group>
            );
          return (
            <Paper key={key} withBorder p="xs" role="listitem" data-entry>
              <Group gap={4} justify="space-between" wrap="nowrap" mb="xs" align="flex-end">
                {head(entry, index)}
                {actions}
              </Group>
              {body(index)}
            </Paper>
          );
        })}
        {!readOnly && !full && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => {
              added();
              choose([...entries, fresh()]);
            }}
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
    <Group gap={2} wrap="nowrap">
      {count > 1 && (
        <>
          <Tooltip label={t('list.up')}>
            <ActionIcon
              aria-label={t('list.upNumber', { number })}
              disabled={index === 0}
              className={classes.quiet}
              onClick={() => move(index - 1)}
            >
              <IconArrowUp size={14} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('list.down')}>
            <ActionIcon
              aria-label={t('list.downNumber', { number })}
              disabled={index === count - 1}
              className={classes.quiet}
              onClick={() => move(index + 1)}
            >
              <IconArrowDown size={14} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      <Tooltip label={t('list.remove')}>
        <ActionIcon
          aria-label={t('list.removeNumber', { number })}
          disabled={!mayRemove}
          className={classes.quiet}
          onClick={remove}
        >
          <IconTrash size={14} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
