'use client';

import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { FlowNode } from '@/runtime/flow/flow-document';
import { portsOf } from '../../model/node-ports';
import { useEditor, useEditorState } from '../../use-editor';
import { useNodeWords } from '../../use-node-words';

/** An edge in words: from which port of which node to which other. */
export function EdgePanel({ edgeId }: { edgeId: string }) {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const readOnly = useEditorState((state) => state.readOnly);
  const edge = flow.edges.find(({ id }) => id === edgeId);
  const from = flow.nodes.find(({ id }) => id === edge?.from.node);
  const to = flow.nodes.find(({ id }) => id === edge?.to);
  if (!edge || !from || !to) return null;
  const port = portsOf(from, nodeRegistry).find(({ id }) => id === edge.from.port) ?? { id: edge.from.port };
  const link = (node: FlowNode) => (
    <Anchor component="button" type="button" onClick={() => editor.select({ nodes: new Set([node.id]) })}>
      {words.title(node)}
    </Anchor>
  );
  return (
    <Stack p="md">
      <Title order={3}>{t('edge.title')}</Title>
      <Text size="sm">
        {t.rich('edge.way', {
          port: words.portLabel(from.type, port),
          from: () => link(from),
          to: () => link(to),
        })}
      </Text>
      {!readOnly && (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} />}
          onClick={() => editor.dispatch({ type: 'disconnect', edges: [edge.id] })}
        >
          {t('edge.remove')}
        </Button>
      )}
    </Stack>
  );
}
