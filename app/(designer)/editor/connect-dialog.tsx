'use client';

import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { firstFreePort } from '../model/free-port';
import { newId } from '../model/new-id';
import { portsOf, takesEdges } from '../model/node-ports';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';

const NOWHERE = '';

/** Draws, redirects or cuts an edge without a mouse: from which port, to which node. */
export function ConnectDialog({ from, onClose }: { from?: { node: string; port: string }; onClose(): void }) {
  const t = useTranslations('designer.connect');
  const editor = useEditor();
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const selected = useEditorState((state) => state.selection.nodes);
  const node = flow.nodes.find(({ id }) => (from ? id === from.node : selected.has(id)));
  const ports = node ? portsOf(node, nodeRegistry) : [];
  const [port, setPort] = useState(
    from?.port ?? (node && firstFreePort(node, flow, nodeRegistry)) ?? ports[0]?.id,
  );
  const edge = flow.edges.find(
    (candidate) => candidate.from.node === node?.id && candidate.from.port === port,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const target = chosen ?? edge?.to ?? null;
  if (!node) return null;

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!port || target === null) return;
    if (target !== NOWHERE)
      editor.dispatch({
        type: 'connect',
        edge: { id: newId('edge'), from: { node: node.id, port }, to: target },
      });
    else if (edge) editor.dispatch({ type: 'disconnect', edges: [edge.id] });
    onClose();
  };
  const targets = flow.nodes
    .filter((candidate) => candidate.id !== node.id && takesEdges(candidate.type, nodeRegistry))
    .map((candidate) => ({ value: candidate.id, label: titleOf(candidate, flow.nodes, words) }));
  if (ports.length === 0)
    return (
      <Modal opened onClose={onClose} title={t('title', { title: words.title(node) })}>
        <Text>{t('noPorts')}</Text>
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} title={t('title', { title: words.title(node) })}>
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
    </Modal>
  );
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
