'use client';

import { Skeleton, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { useEditorState } from '../use-editor';
import { FlowOverview } from './panels/flow-overview';
import { EdgePanel, FlowPanel, GroupSelectionPanel, NodePanel, NotePanel } from './panels/lazy-panels';

/** The right side of the designer: what is selected, and where nothing is, the flow itself. */
export function Inspector({ flowSettings }: { flowSettings: boolean }) {
  const t = useTranslations('inspector');
  return (
    <section aria-label={t('title')}>
      <Suspense fallback={<InspectorSkeleton />}>
        <SelectedPanel flowSettings={flowSettings} />
      </Suspense>
    </section>
  );
}

function SelectedPanel({ flowSettings }: { flowSettings: boolean }) {
  const { nodes, notes, edges } = useEditorState((state) => state.selection);
  const [node, ...otherNodes] = nodes;
  const [note, ...otherNotes] = notes;
  const [edge] = edges;
  if (node !== undefined && otherNodes.length === 0 && notes.size === 0)
    return <NodePanel key={node} nodeId={node} />;
  if (nodes.size + notes.size > 1) return <GroupSelectionPanel />;
  if (note !== undefined && otherNotes.length === 0) return <NotePanel key={note} noteId={note} />;
  if (edge !== undefined && edges.size === 1) return <EdgePanel edgeId={edge} />;
  return flowSettings ? <FlowPanel /> : <FlowOverview />;
}

function InspectorSkeleton() {
  return (
    <Stack p="md" aria-busy="true">
      <Skeleton height={20} width="60%" />
      <Skeleton height={56} />
      <Skeleton height={56} />
      <Skeleton height={120} />
    </Stack>
  );
}
