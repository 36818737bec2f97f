'use client';

import { Box, Group, Skeleton, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Suspense } from 'react';
import { PlacesOfField } from '../scope/places-of-field';
import { widgetFor } from '../widgets/widgets';
import type { FieldSpec } from './field-spec';
import { problemsAt, useNodeForm } from './form-context';
import { getAt, type Path, pathKey } from './path';

/** Widgets whose parts show their own problems. */
const SHOWS_PARTS = new Set([
  'object',
  'list',
  'variants',
  'categories',
  'assignments',
  'options',
  'cases',
  'outputs',
  'questions',
]);

/** One field of the form: finds its widget, its words, its value and its problems. */
export function Field({ field, path, bare = false }: { field: FieldSpec; path: Path; bare?: boolean }) {
  const form = useNodeForm();
  const Widget = widgetFor(field);
  const problems = problemsAt(form.problems, path, true);
  const own = problemsAt(form.problems, path, !SHOWS_PARTS.has(field.widget));
  const error = own.find(({ level }) => level === 'error');
  const warnings = own.filter(({ level }) => level === 'warning');
  return (
    <Box data-field-path={pathKey(path)} style={{ minWidth: 0, flex: 1 }}>
      <Suspense fallback={<Skeleton height={56} />}>
        <PlacesOfField field={field}>
          <Widget
            field={field}
            path={path}
            value={getAt(form.config, path) ?? field.default}
            label={bare ? null : form.words.label(field)}
            description={bare ? null : form.words.help(field)}
            placeholder={form.words.placeholder(field)}
            error={error?.sentence}
            problems={problems}
            readOnly={form.readOnly}
            choose={(value) => form.write(path, value, 'choice')}
            type={(value) => form.write(path, value, 'typing')}
            settle={form.settle}
          />
        </PlacesOfField>
      </Suspense>
      {warnings.map((warning) => (
        <Group key={warning.sentence} gap={4} mt={4} wrap="nowrap" align="flex-start">
          <IconAlertTriangle
            size={14}
            color="var(--mantine-color-yellow-7)"
            style={{ flexShrink: 0, marginTop: 2 }}
          />
          <Text size="xs" c="dimmed">
            {warning.sentence}
          </Text>
        </Group>
      ))}
    </Box>
  );
}
