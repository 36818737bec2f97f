'use client';

import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { NodeDefinition } from '@/runtime/flow/node-definition';
import { unknownKeys } from '@/runtime/flow/unknown-keys';
import { useNodeForm } from '../form/form-context';
import { getAt, pathKey } from '../form/path';

/** Longest value that is shown, characters. */
const SHOWN = 80;

/** Settings that a file brought and that this node does not have: no field shows them, so this is where they can be taken away. */
export function UnknownSettings({ definition }: { definition: NodeDefinition }) {
  const t = useTranslations('inspector.unknownSettings');
  const { config, readOnly, write } = useNodeForm();
  const unknown = unknownKeys(definition.config, config);
  if (unknown.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle />} title={t('title')} p="xs">
      <Stack gap={6}>
        <Text size="sm">{t('help')}</Text>
        {unknown.map((path) => {
          const name = pathKey(path);
          const value = JSON.stringify(getAt(config, path) ?? null);
          return (
            <Group key={name} gap="xs" justify="space-between" wrap="nowrap" data-field-path={name}>
              <Code style={{ overflowWrap: 'anywhere' }}>
                {name}: {value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value}
              </Code>
              {!readOnly && (
                <Button
                  size="compact-xs"
                  variant="default"
                  style={{ flexShrink: 0 }}
                  aria-label={t('removeNamed', { name })}
                  onClick={() => write(path, undefined, 'choice')}
                >
                  {t('remove')}
                </Button>
              )}
            </Group>
          );
        })}
      </Stack>
    </Alert>
  );
}
