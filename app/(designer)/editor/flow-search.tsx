'use client';

import { ActionIcon, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { type EditorUi, useEditorUi } from '../actions/editor-ui';
import type { EditorStore } from '../editor-store';
import { nodesInGroup, type SearchHit, searchFlow } from '../model/search-flow';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import classes from './editor.module.css';

/** Finds any text in any property of any node: titles, settings, ports, notes. Enter goes to the next place. */
export function FlowSearch({ begin = '', onClose }: { begin?: string | undefined; onClose(): void }) {
  const t = useTranslations('designer.search');
  const editor = useEditor();
  const { text, hit, count, current, setText, go } = useHits(begin);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.ctrlKey && hit?.kind === 'node') {
      editor.focusField(hit.id, hit.path);
      onClose();
    } else if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={classes.search}>
      <TextInput
        autoFocus
        flex={1}
        size="xs"
        aria-label={t('label')}
        placeholder={t('placeholder')}
        leftSection={<IconSearch size={14} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Text size="xs" c="dimmed" miw={76} ta="right" aria-live="polite">
        {text === '' ? '' : t('hits', { current: current + 1, count })}
      </Text>
      <ActionIcon size="sm" aria-label={t('previous')} disabled={!hit} onClick={() => go(-1)}>
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label={t('next')} disabled={!hit} onClick={() => go(1)}>
        <IconChevronDown size={16} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label={t('close')} onClick={onClose}>
        <IconX size={16} />
      </ActionIcon>
    </search>
  );
}

/** The places of a text in the flow, and which of them is selected and shown now. */
function useHits(begin: string) {
  const editor = useEditor();
  const ui = useEditorUi();
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const environment = useEditorState((state) => state.environment);
  const [asked, setAsked] = useState({ text: begin, at: 0 });
  const { text, at } = asked;
  const hits = useMemo(
    () => searchFlow(flow, text, { registry: nodeRegistry, words, environment }),
    [flow, text, words, environment],
  );
  const current = hits.length === 0 ? -1 : ((at % hits.length) + hits.length) % hits.length;
  const hit = hits[current];
  const latest = useRef(hit);
  useLayoutEffect(() => {
    latest.current = hit;
  }, [hit]);
  // Shown when it was asked for, not whenever somebody edits the flow: who works on another node meanwhile stays there.
  useEffect(() => {
    if (asked.text !== '' && latest.current) show(editor, ui, latest.current);
  }, [asked, editor, ui]);
  return {
    text,
    hit,
    count: hits.length,
    current,
    setText: (wanted: string) => setAsked({ text: wanted, at: 0 }),
    go: (by: 1 | -1) => setAsked({ text, at: current + by }),
  };
}

/** Selects a place and brings it into sight; of a group all that is in it. */
function show(editor: EditorStore, ui: EditorUi, { kind, id }: SearchHit): void {
  const nodes = kind === 'group' ? nodesInGroup(editor.getState().flow, id).map((node) => node.id) : [id];
  editor.select(kind === 'note' ? { notes: new Set([id]) } : { nodes: new Set(nodes) });
  if (nodes[0] !== undefined) ui.canvas?.reveal(nodes[0]);
}
