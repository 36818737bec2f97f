'use client';

import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { cardSizes } from '../model/card-sizes';
import { insertingCard, insertionOf } from '../model/insertion';
import { portName } from '../model/node-ports';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';

/** Puts the selected node into the middle of a connection without a mouse, as dropping it there does. */
export function InsertDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.insert');
  const editor = useEditor();
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const [id = ''] = useEditorState((state) => state.selection.nodes);
  const [edge, setEdge] = useState<string | null>(null);
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const node = nodes.get(id);
  if (!node) return null;
  const data = flow.edges.flatMap((one) => {
    const [from, to] = [nodes.get(one.from.node), nodes.get(one.to)];
    if (!from || !to || !insertionOf(flow, id, one.id, nodeRegistry)) return [];
    const port = portName(from, one.from.port, words, nodeRegistry);
    return [{ value: one.id, label: t('edge', { from: words.title(from), port, to: words.title(to) }) }];
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const sizes = cardSizes(flow, nodeRegistry, words, editor.getState().environment);
    const insertion = edge && insertingCard(flow, id, edge, { registry: nodeRegistry, sizes });
    if (!insertion) return;
    editor.dispatch(insertion);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('title', { title: words.title(node) })}>
      {data.length === 0 ? (
        <Text>{t('none')}</Text>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <Select
              data-autofocus
              label={t('where')}
              searchable
              nothingFoundMessage={t('nothing')}
              data={data}
              value={edge}
              onChange={setEdge}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" disabled={edge === null}>
                {t('insert')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
