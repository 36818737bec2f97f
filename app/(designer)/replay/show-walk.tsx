'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconPlayerStop, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { litPathOf } from '../simulator/lit-path';
import { useEditor, useEditorState } from '../use-editor';

/** Milliseconds between two steps. */
const PACE = 450;

/** Plays the way of one recorded execution on the canvas; a second click puts it out. */
export function ShowWalk({ executionId }: { executionId: string }) {
  const t = useTranslations('replay.walk');
  const [playing, setPlaying] = useState(false);
  const label = t(playing ? 'stop' : 'show');
  return (
    <Tooltip label={label}>
      <ActionIcon
        size="sm"
        variant={playing ? 'light' : 'subtle'}
        aria-label={label}
        aria-pressed={playing}
        onClick={() => setPlaying(!playing)}
      >
        {playing ? <IconPlayerStop size={14} /> : <IconRoute size={14} />}
        {playing && <Playing executionId={executionId} />}
      </ActionIcon>
    </Tooltip>
  );
}

function Playing({ executionId }: { executionId: string }) {
  const trpc = useTRPC();
  const editor = useEditor();
  const flow = useEditorState((state) => state.flow);
  const still = useReducedMotion();
  const [shown, setShown] = useState(1);
  const { data } = useQuery(trpc.recordings.walk.queryOptions({ executionId }));
  const steps = data?.steps;
  useEffect(() => {
    if (!steps) return;
    editor.lightPath(litPathOf(flow, steps, still ? steps.length : shown));
    if (still || shown >= steps.length) return;
    const timer = setTimeout(() => setShown(shown + 1), PACE);
    return () => clearTimeout(timer);
  }, [editor, flow, steps, shown, still]);
  useEffect(() => () => editor.lightPath(null), [editor]);
  return null;
}
