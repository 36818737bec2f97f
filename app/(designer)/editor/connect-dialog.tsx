'use client';

import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { FlowEdge, FlowNode } from '@/runtime/flow/flow-document';
import { firstFreePort } from '../model/free-port';
import { newId } from '../model/new-id';
import { portsOf, takesEdges } from '../model/node-ports';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';

const NOWHERE = '';

/** Draws, redirects or cuts an edge without a mouse: from which port, to which node. */
export function ConnectDialog({ from, onClose }: { from?: { node: string; port: string }; onClose(): void }) {
  const t = useTranslations('designer.connect');
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const selected = useEditorState((state) => state.selection.nodes);
  const node = flow.nodes.find(({ id }) => (from ? id === from.node : selected.has(id)));
  if (!node) return null;
  const hasPorts = portsOf(node, nodeRegistry).length > 0;
  return (
    <Modal opened onClose={onClose} title={t('title', { title: words.title(node) })}>
      {hasPorts ? (
        <ConnectForm node={node} port={from?.port} onClose={onClose} />
      ) : (
        <Text>{t('noPorts')}</Text>
      )}
    </Modal>
  );
}

interface ConnectFormProps {
  node: FlowNode;
  /** The first free one where none is named. */
  port: string | undefined;
  onClose(): void;
}

function ConnectForm({ node, port: named, onClose }: ConnectFormProps) {
  const t = useTranslations('designer.connect');
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const ports = portsOf(node, nodeRegistry);
  const [port, setPort] = useState(named ?? firstFreePort(node, flow, nodeRegistry) ?? ports[0]?.id);
  const edge = flow.edges.find(({ from }) => from.node === node.id && from.port === port);
  const [chosen, setChosen] = useState<string | null>(null);
  const target = chosen ?? edge?.to ?? null;
  const lead = useLead();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!port || target === null) return;
    lead({ node: node.id, port }, target, edge);
    onClose();
  };
  const targets = flow.nodes
    .filter((candidate) => candidate.id !== node.id && takesEdges(candidate.type, nodeRegistry))
    .map((candidate) => ({ value: candidate.id, label: titleOf(candidate, flow.nodes, words) }));
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select
          label={t('port')}
          data={ports.map((known) => ({ value: known.id, label: words.portLabel(node.type, known) }))}
          value={port ?? null}
          allowDeselect={false}
          onChange={(value) => {
            setPort(value ?? undefined);
            setChosen(null);
          }}
        />
        <Select
          data-autofocus
          label={t('target')}
          searchable
          nothingFoundMessage={t('nothing')}
          data={[{ value: NOWHERE, label: t('nowhere') }, ...targets]}
          value={target}
          onChange={setChosen}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!port || target === null}>
            {t('connect')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Leads an exit to a node, or nowhere. */
function useLead() {
  const editor = useEditor();
  return (from: FlowEdge['from'], to: string, edge: FlowEdge | undefined): void => {
    if (to !== NOWHERE) editor.dispatch({ type: 'connect', edge: { id: newId('edge'), from, to } });
    else if (edge) editor.dispatch({ type: 'disconnect', edges: [edge.id] });
  };
}

/** Nodes of one title are told apart by what they do. */
function titleOf(
  node: Parameters<ReturnType<typeof useNodeWords>['summary']>[0],
  all: readonly (typeof node)[],
  words: ReturnType<typeof useNodeWords>,
): string {
  const title = words.title(node);
  const twins = all.filter((other) => words.title(other) === title);
  if (twins.length < 2) return title;
  const summary = words.summary(node, null, { nodes: [...all] });
  return summary ? `${title} – ${summary}` : `${title} (${twins.indexOf(node) + 1})`;
}
