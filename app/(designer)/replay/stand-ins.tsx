'use client';

import { Select, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { nodeRegistry } from '@/nodes/registry.generated';
import { portsOf } from '../model/node-ports';
import { useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { useReplay, useReplayState } from './use-replay';
import { BUILT_IN } from './walk-names';

/** Nodes that ask something nobody answered at the time: where messages shall go on from them. */
export function StandIns() {
  const t = useTranslations('replay.standIns');
  const words = useNodeWords();
  const replay = useReplay();
  const flow = useEditorState((state) => state.flow);
  const standIns = useReplayState((state) => state.wishes.standIns);
  const asking = useReplayState((state) => state.outcome?.asking ?? NONE);
  const counts = new Map(asking.map(({ node, count }) => [node, count]));
  const nodes = flow.nodes.filter(({ id }) => counts.has(id) || id in standIns);
  if (nodes.length === 0) return null;
  return (
    <Stack gap="xs">
      <div>
        <Text size="xs" fw={500}>
          {t('title')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('help')}
        </Text>
      </div>
      {nodes.map((node) => (
        <Select
          key={node.id}
          size="xs"
          clearable
          label={t('node', { title: words.title(node), count: counts.get(node.id) ?? 0 })}
          placeholder={t('unknown')}
          value={standIns[node.id] ?? null}
          data={[
            ...(nodeRegistry.get(node.type)?.sorts ? [{ value: BUILT_IN, label: t('builtIn') }] : []),
            ...portsOf(node, nodeRegistry).map((port) => ({
              value: port.id,
              label: t('port', { port: words.portLabel(node.type, port) }),
            })),
          ]}
          onChange={(value) => {
            const { [node.id]: _before, ...others } = standIns;
            replay.wish({ standIns: value === null ? others : { ...others, [node.id]: value } });
          }}
        />
      ))}
    </Stack>
  );
}

const NONE: readonly { node: string; count: number }[] = [];
