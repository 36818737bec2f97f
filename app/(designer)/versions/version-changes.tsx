'use client';

import { Skeleton, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { nodeRegistry } from '@/nodes/registry.generated';
import { changeSentence } from '@/runtime/flow/change-sentence';
import { compareFlows, type FlowChange } from '@/runtime/flow/diff';
import { useEditorUi } from '../actions/editor-ui';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { marksOf } from './marks';
import classes from './versions.module.css';

interface VersionChangesProps {
  flowId: string;
  /** The earlier version; `null` where there is none. */
  from: number | null;
  to: number | 'draft';
}

/** What changed between two versions, in plain words. */
export function VersionChanges({ flowId, from, to }: VersionChangesProps) {
  const t = useTranslations('designer.changes');
  const sentence = useErrorSentence();
  const draft = useEditorState((state) => state.flow);
  const before = useVersion(flowId, from);
  const after = useVersion(flowId, to === 'draft' ? null : to);
  const now = to === 'draft' ? draft : after.data?.document;
  const then = before.data?.document;
  const changes = useMemo(() => (then && now ? compareFlows(then, now) : null), [then, now]);
  useMarks(to === 'draft' ? changes : null);
  const error = before.error ?? after.error;
  if (error) return <Text c="red">{sentence(error)}</Text>;
  if (from === null)
    return (
      <Text c="dimmed" size="xs">
        {t('first')}
      </Text>
    );
  if (!changes) return <Skeleton h={40} />;
  if (changes.length === 0)
    return (
      <Text c="dimmed" size="xs">
        {t('none')}
      </Text>
    );
  return (
    <ul className={classes.list}>
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew as a whole and keeps no state
        <li key={index}>
          <Change change={change} />
        </li>
      ))}
    </ul>
  );
}

/** A sentence; where it speaks of a node that the draft has, a click shows the node. */
function Change({ change }: { change: FlowChange }) {
  const words = useNodeWords();
  const editor = useEditor();
  const { canvas } = useEditorUi();
  const environment = useEditorState((state) => state.environment ?? undefined);
  const id = 'node' in change ? change.node.id : null;
  const isThere = useEditorState(({ flow }) => flow.nodes.some((node) => node.id === id));
  const sentence = changeSentence(change, words, nodeRegistry, environment);
  if (id === null || !isThere) return sentence;
  const show = (): void => {
    editor.select({ nodes: new Set([id]) });
    canvas?.reveal(id);
  };
  return (
    <UnstyledButton className={classes.change} onClick={show}>
      {sentence}
    </UnstyledButton>
  );
}

/** Colours on the canvas what the list tells. */
function useMarks(changes: readonly FlowChange[] | null): void {
  const editor = useEditor();
  useEffect(() => {
    if (!changes) return;
    editor.update({ marks: marksOf(changes) });
    return () => editor.update({ marks: null });
  }, [editor, changes]);
}

function useVersion(flowId: string, version: number | null) {
  const trpc = useTRPC();
  // A published version never changes.
  return useQuery(
    trpc.flows.version.queryOptions(
      { id: flowId, version: version ?? 1 },
      { enabled: version !== null, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
}
