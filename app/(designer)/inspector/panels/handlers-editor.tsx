'use client';

import {
  ActionIcon,
  Button,
  Group,
  Menu,
  NumberInput,
  Paper,
  Select,
  Stack,
  TagsInput,
  Text,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { FlowSettings } from '@/runtime/flow/flow-document';
import { useEditorState } from '../../use-editor';
import { useNodeWords } from '../../use-node-words';

type Handler = FlowSettings['handlers'][number];
const KINDS = ['stop', 'human', 'invalidAnswers'] as const;

interface HandlersEditorProps {
  settings: FlowSettings;
  readOnly: boolean;
  set(changes: Partial<FlowSettings>): void;
}

/** What a customer can say anywhere in the flow, and where it leads. */
export function HandlersEditor({ settings, readOnly, set }: HandlersEditorProps) {
  const t = useTranslations('inspector');
  const firstNode = useEditorState((state) => state.flow.nodes[0]?.id);
  const { handlers } = settings;
  return (
    <Stack gap="xs">
      <div>
        <Title order={4} fz="sm">
          {t('handlers.title')}
        </Title>
        <Text size="xs" c="dimmed">
          {t('handlers.help')}
        </Text>
      </div>
      {handlers.map((handler, index) => {
        // Two handlers may be alike: their place tells them apart.
        const key = String(index);
        return (
          <HandlerCard
            key={key}
            handler={handler}
            readOnly={readOnly}
            change={(next) => set({ handlers: handlers.with(index, next) })}
            remove={() => set({ handlers: handlers.toSpliced(index, 1) })}
          />
        );
      })}
      {!readOnly && firstNode !== undefined && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={14} />}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('handlers.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {KINDS.map((on) => (
              <Menu.Item key={on} onClick={() => set({ handlers: [...handlers, newHandler(on, firstNode)] })}>
                {t(`handlers.on.${on}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Stack>
  );
}

interface HandlerCardProps {
  handler: Handler;
  readOnly: boolean;
  change(handler: Handler): void;
  remove(): void;
}

function HandlerCard({ handler, readOnly, change, remove }: HandlerCardProps) {
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

function newHandler(on: Handler['on'], node: string): Handler {
  if (on === 'invalidAnswers') return { on, times: 3, node };
  return { on, words: on === 'stop' ? ['STOP', 'STOPP'] : ['Mensch', 'Mitarbeiter', 'human', 'agent'], node };
}
