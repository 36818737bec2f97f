'use client';

import { Button, Code, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { type NodeViewProps, NodeViewWrapper } from '@tiptap/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { isKnownRoot } from '@/runtime/flow/template-text';
import { useScopeView } from '../scope/use-scope-view';
import { readPlace } from './place-node';
import classes from './template-editor.module.css';

/** A value's place in a text. A click shows what it stands for and what is written where there is no value. */
export function PlaceChip({ node, editor, selected, updateAttributes, deleteNode }: NodeViewProps) {
  const t = useTranslations('inspector');
  const scope = useScopeView();
  const [opened, setOpened] = useState(false);
  const { path, fallback } = readPlace(node.attrs);
  const sample = scope.sampleOf(path);
  const known = isKnownRoot(path) || scope.typeOfPath(path) !== null;
  return (
    <NodeViewWrapper as="span">
      <Popover opened={opened} onChange={setOpened} width={280} shadow="md" withArrow trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            contentEditable={false}
            tabIndex={-1}
            className={classes.chip}
            data-selected={selected || undefined}
            data-unknown={!known || undefined}
            onClick={() => setOpened(true)}
          >
            {scope.labelOfPath(path)}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            <Code>{path}</Code>
            <Text size="xs" c="dimmed">
              {sample === null ? t('template.noSample') : t('variables.sample', { value: sample })}
            </Text>
            <TextInput
              size="xs"
              label={t('template.fallback')}
              description={t('template.fallbackHelp')}
              readOnly={!editor.isEditable}
              value={fallback}
              // These would end the place early.
              onChange={(event) =>
                updateAttributes({ fallback: event.currentTarget.value.replaceAll(/[{}|\n]/g, '') })
              }
            />
            {editor.isEditable && (
              <Group justify="flex-end">
                <Button size="compact-xs" variant="subtle" color="red" onClick={() => deleteNode()}>
                  {t('template.remove')}
                </Button>
              </Group>
            )}
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </NodeViewWrapper>
  );
}
