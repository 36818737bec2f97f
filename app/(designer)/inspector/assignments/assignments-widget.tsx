'use client';

import { ActionIcon, Button, Group, Paper, Stack, Text, Tooltip } from '@mantine/core';
import { IconArrowNarrowLeft, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Field } from '../form/field';
import { FieldFrame } from '../form/field-frame';
import { initialValue } from '../form/initial-value';
import { useFocusAdded } from '../form/use-focus-added';
import type { WidgetProps } from '../form/widget-props';

/** Fields that are written: a name and what it is given, line by line. */
export default function AssignmentsWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const { field, path, readOnly } = props;
  const entries = Array.isArray(props.value) ? props.value : [];
  const { item } = field;
  const { list, added } = useFocusAdded<HTMLDivElement>(entries.length);
  const [name, ...values] = item?.fields ?? [];
  if (!item || !name) return null;
  return (
    <FieldFrame label={props.label} description={props.description} error={props.error}>
      <Stack gap="xs" role="list" ref={list}>
        {entries.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('assignments.empty')}
          </Text>
        )}
        {entries.map((_entry, index) => {
          // A half-typed name is no identity yet: the place is.
          const key = String(index);
          return (
            <Paper key={key} withBorder p={6} role="listitem" data-entry>
              <Group gap={6} wrap="nowrap" mb={6}>
                <Field field={name} path={[...path, index, name.key]} bare />
                <IconArrowNarrowLeft size={16} aria-hidden style={{ flexShrink: 0, opacity: 0.5 }} />
                {!readOnly && (
                  <Tooltip label={t('list.remove')}>
                    <ActionIcon
                      size="sm"
                      aria-label={t('list.removeNumber', { number: index + 1 })}
                      onClick={() => props.choose(entries.toSpliced(index, 1))}
                    >
                      <IconTrash size={14} />
                    </ActionIcon>
                  </Tooltip>
                )}
              </Group>
              <Stack gap={6}>
                {values.map((value) => (
                  <Field key={value.key} field={value} path={[...path, index, value.key]} bare />
                ))}
              </Stack>
            </Paper>
          );
        })}
        {!readOnly && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => {
              added();
              props.choose([...entries, initialValue(item)]);
            }}
          >
            {t('assignments.add')}
          </Button>
        )}
      </Stack>
    </FieldFrame>
  );
}
