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
import { selectText } from '../form/select-text';
import { useTypedNumber } from '../form/use-typed-number';
import { useNodeChoices } from '../widgets/use-node-choices';

/** As the flow document allows it. */
const MOST_TIMES = 20;

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
  const nodes = useEditorState((state) => state.flow.nodes);
  const data = useNodeChoices({ nodes }, handler.node);
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
          <Times
            times={handler.times ?? 3}
            readOnly={readOnly}
            change={(times) => change({ ...handler, times })}
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
          onClick={selectText}
          allowDeselect={false}
          readOnly={readOnly}
          data={data}
          value={handler.node}
          onChange={(node) => node !== null && change({ ...handler, node })}
        />
      </Stack>
    </Paper>
  );
}

interface TimesProps {
  times: number;
  readOnly: boolean;
  change(times: number): void;
}

function Times({ times, readOnly, change }: TimesProps) {
  const t = useTranslations('inspector');
  const typed = useTypedNumber(
    times,
    (entered) => {
      if (entered !== '') change(entered);
    },
    (entered) => Math.min(MOST_TIMES, Math.max(1, Math.round(entered))),
  );
  return (
    <NumberInput
      size="xs"
      label={t('handlers.times')}
      min={1}
      max={MOST_TIMES}
      readOnly={readOnly}
      {...typed.input}
      onBlur={typed.leave}
    />
  );
}
