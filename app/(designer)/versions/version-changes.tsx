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

/** A published version, or what is drawn now. */
export type Side = number | 'draft';

interface VersionChangesProps {
  flowId: string;
  /** What it is compared with; `null` where there is nothing. */
  from: Side | null;
  to: Side;
}

/** What the one side does otherwise than the other, in plain words; where one of them is the draft, the canvas is coloured too. */
export function VersionChanges({ flowId, from, to }: VersionChangesProps) {
  const t = useTranslations('designer.changes');
  const sentence = useErrorSentence();
  const draft = useEditorState((state) => state.flow);
  const before = useVersion(flowId, from);
  const after = useVersion(flowId, to);
  const now = to === 'draft' ? draft : after.data?.document;
  const then = from === 'draft' ? draft : before.data?.document;
  const changes = useMemo(() => (then && now ? compareFlows(then, now) : null), [then, now]);
  // What is drawn is the draft: it is marked as the later side, whichever way the list reads.
  const drawn = useMemo(
    () => (from === 'draft' && then && now ? compareFlows(now, then) : to === 'draft' ? changes : null),
    [from, to, then, now, changes],
  );
  useMarks(drawn);
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

function useVersion(flowId: string, side: Side | null) {
  const trpc = useTRPC();
  const version = side === 'draft' ? null : side;
  // A published version never changes.
  return useQuery(
    trpc.flows.version.queryOptions(
      { id: flowId, version: version ?? 1 },
      { enabled: version !== null, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
}
