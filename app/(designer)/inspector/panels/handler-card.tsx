'use client';

import {
  ActionIcon,
  Group,
  NumberInput,
  Paper,
  Select,
  Stack,
  TagsInput,
  Text,
  Tooltip,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { FlowSettings } from '@/runtime/flow/flow-document';
import { useEditorState } from '../../use-editor';
import { useNodeWords } from '../../use-node-words';

type Handler = FlowSettings['handlers'][number];

interface HandlerCardProps {
  handler: Handler;
  readOnly: boolean;
  change(handler: Handler): void;
  remove(): void;
}

/** One handler: what it listens to, and where it leads. */
export default function HandlerCard({ handler, readOnly, change, remove }: HandlerCardProps) {
  const t = useTranslations('inspector');
  const words = useNodeWords();
  const nodes = useEditorState((state) => state.flow.nodes);
  return (
    <Paper withBorder p="xs">
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text size="sm" fw={500}>
          {t(`handlers.on.${handler.on}`)}
        </Text>
        {!readOnly && (
          <Tooltip label={t('list.remove')}>
            <ActionIcon size="sm" aria-label={t('handlers.remove')} onClick={remove}>
              <IconTrash size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <Stack gap="xs">
        {handler.on === 'invalidAnswers' ? (
          <NumberInput
            size="xs"
            label={t('handlers.times')}
            min={1}
            max={20}
            readOnly={readOnly}
            value={handler.times ?? 3}
            onChange={(times) => typeof times === 'number' && change({ ...handler, times })}
          />
        ) : (
          <TagsInput
            size="xs"
            label={t('handlers.words')}
            readOnly={readOnly}
            acceptValueOnBlur
            value={handler.words ?? []}
            onChange={(list) => change({ ...handler, words: list })}
          />
        )}
        <Select
          size="xs"
          label={t('handlers.node')}
          searchable
          allowDeselect={false}
          readOnly={readOnly}
          data={nodes.map((node) => ({ value: node.id, label: words.title(node) }))}
          value={handler.node}
          onChange={(node) => node !== null && change({ ...handler, node })}
        />
      </Stack>
    </Paper>
  );
}
