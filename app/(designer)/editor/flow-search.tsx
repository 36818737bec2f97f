'use client';

import { ActionIcon, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { useEditorUi } from '../actions/editor-ui';
import { searchFlow } from '../model/search-flow';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import classes from './editor.module.css';

/** Finds any text in any property of any node: titles, settings, ports, notes. Enter goes to the next place. */
export function FlowSearch({ begin = '', onClose }: { begin?: string | undefined; onClose(): void }) {
  const t = useTranslations('designer.search');
  const editor = useEditor();
  const [text, setText] = useState(begin);
  const { hit, count, current, setAt } = useHits(text);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.ctrlKey && hit?.kind === 'node') {
      editor.focusField(hit.id, hit.path);
      onClose();
    } else if (event.key === 'Enter') setAt(current + (event.shiftKey ? -1 : 1));
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
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Text size="xs" c="dimmed" miw={76} ta="right" aria-live="polite">
        {text === '' ? '' : t('hits', { current: current + 1, count })}
      </Text>
      <ActionIcon size="sm" aria-label={t('previous')} disabled={!hit} onClick={() => setAt(current - 1)}>
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label={t('next')} disabled={!hit} onClick={() => setAt(current + 1)}>
        <IconChevronDown size={16} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label={t('close')} onClick={onClose}>
        <IconX size={16} />
      </ActionIcon>
    </search>
  );
}

/** The places of a text in the flow, and which of them is selected and shown now. */
function useHits(text: string) {
  const editor = useEditor();
  const ui = useEditorUi();
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const environment = useEditorState((state) => state.environment);
  const [at, setAt] = useState(0);
  const hits = useMemo(
    () => searchFlow(flow, text, { registry: nodeRegistry, words, environment }),
    [flow, text, words, environment],
  );
  const current = hits.length === 0 ? -1 : ((at % hits.length) + hits.length) % hits.length;
  const hit = hits[current];
  useEffect(() => {
    if (!hit) return;
    editor.select(hit.kind === 'node' ? { nodes: new Set([hit.id]) } : { notes: new Set([hit.id]) });
    ui.canvas?.reveal(hit.id);
  }, [hit, editor, ui]);
  return { hit, count: hits.length, current, setAt };
}
