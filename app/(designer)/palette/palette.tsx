'use client';

import { CloseButton, Text, TextInput, Tooltip } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeCategory } from '@/runtime/flow/node-definition';
import { useEditorUi } from '../actions/editor-ui';
import { DRAGGED_TYPE } from '../canvas/use-canvas-drop';
import type { Selection } from '../editor-state';
import { type AddPlace, addingNode } from '../model/add-node';
import { firstFreePort } from '../model/free-port';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { paletteSections } from './node-types';
import classes from './palette.module.css';
import { TypeIcon } from './type-icon';

/** Every node type by category: drag one onto the canvas, or double-click it (Enter by keyboard). */
export function Palette() {
  const t = useTranslations('designer');
  const words = useNodeWords();
  const [search, setSearch] = useState('');
  const sections = useMemo(() => paletteSections(nodeRegistry, words, search), [words, search]);
  const add = useAdd();
  const onEnter = (event: KeyboardEvent): void => {
    const [best] = sections[0]?.types ?? [];
    if (event.key === 'Enter' && best && search !== '') add(best.type);
  };
  return (
    <nav className={classes.palette} aria-label={t('palette.label')}>
      <div className={classes.search}>
        <TextInput
          size="xs"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={onEnter}
          placeholder={t('palette.search')}
          aria-label={t('palette.search')}
          leftSection={<IconSearch size={14} />}
          rightSection={
            search && <CloseButton size="xs" aria-label={t('palette.clear')} onClick={() => setSearch('')} />
          }
        />
      </div>
      <div className={classes.list}>
        {sections.length === 0 && (
          <Text c="dimmed" size="xs" p={6}>
            {t('palette.nothing')}
          </Text>
        )}
        {sections.map(({ category, types }) => (
          <section key={category} aria-label={t(`categories.${category}`)}>
            <h3 className={classes.category}>{t(`categories.${category}`)}</h3>
            {types.map(({ type }) => (
              <Entry key={type} type={type} add={add} />
            ))}
          </section>
        ))}
      </div>
    </nav>
  );
}

function Entry({ type, add }: { type: string; add(type: string): void }) {
  const words = useNodeWords();
  const readOnly = useEditorState((state) => state.readOnly);
  // Whoever has taken it in hand has read what it is; a browser tells nothing of the pointer while something is dragged.
  const [taken, setTaken] = useState(false);
  return (
    <Tooltip label={words.description(type)} position="right" multiline w={260} disabled={taken}>
      <button
        type="button"
        className={classes.entry}
        disabled={readOnly}
        draggable={!readOnly}
        aria-description={words.description(type)}
        onMouseLeave={() => setTaken(false)}
        onClick={() => setTaken(true)}
        onDragStart={(event) => {
          setTaken(true);
          event.dataTransfer.setData(DRAGGED_TYPE, type);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onDoubleClick={() => add(type)}
        onKeyDown={(event) => {
          // With a modifier it is another key: publishing, for one.
          if ((event.key !== 'Enter' && event.key !== ' ') || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          add(type);
        }}
      >
        <TypeIcon type={type} />
        <span>{words.typeTitle(type)}</span>
      </button>
    </Tooltip>
  );
}

/** Adds behind the selected node where a port is free, else in the middle of what is seen. */
function useAdd(): (type: string) => void {
  const editor = useEditor();
  const ui = useEditorUi();
  const words = useNodeWords();
  return (type) => {
    const definition = nodeRegistry.get(type);
    if (!definition) return;
    const { flow, environment, selection } = editor.getState();
    const surroundings = { flow, registry: nodeRegistry, words, environment };
    const place = placeBehind(selection, flow, definition.category) ?? {
      kind: 'canvas' as const,
      at: ui.canvas?.middle() ?? { x: 0, y: 0 },
    };
    const { operation, id } = addingNode(definition, place, surroundings);
    if (!editor.dispatch(operation)) return;
    editor.select({ nodes: new Set([id]) });
    ui.announce(words.typeTitle(type));
  };
}

function placeBehind(selection: Selection, flow: FlowDocument, category: NodeCategory): AddPlace | null {
  const [only, ...more] = selection.nodes;
  const node = flow.nodes.find((candidate) => candidate.id === only);
  if (!node || more.length > 0 || category === 'start') return null;
  const port = firstFreePort(node, flow, nodeRegistry);
  return port ? { kind: 'port', node: node.id, port } : null;
}
