'use client';

import { Button, Menu, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { late } from '@/app/shell/late';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { FlowNode, FlowSettings } from '@/runtime/flow/flow-document';
import { takesEdges } from '../../model/node-ports';
import { useEditorState } from '../../use-editor';

// Few flows have handlers; their fields come with the first.
const HandlerCard = late(() => import('./handler-card'));

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
  const firstNode = useEditorState((state) => firstChoice(state.flow.nodes));
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
          <Suspense key={key} fallback={<Skeleton h={150} />}>
            <HandlerCard
              handler={handler}
              readOnly={readOnly}
              change={(next) => set({ handlers: handlers.with(index, next) })}
              remove={() => set({ handlers: handlers.toSpliced(index, 1) })}
            />
          </Suspense>
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

function newHandler(on: Handler['on'], node: string): Handler {
  if (on === 'invalidAnswers') return { on, times: 3, node };
  return { on, words: on === 'stop' ? ['STOP', 'STOPP'] : ['Mensch', 'Mitarbeiter', 'human', 'agent'], node };
}

/** Mostly a person is to take over; a start is no place where a way could go on. */
function firstChoice(nodes: readonly FlowNode[]): string | undefined {
  const places = nodes.filter(({ type }) => takesEdges(type, nodeRegistry));
  return (places.find(({ type }) => type === 'queue') ?? places[0])?.id;
}
