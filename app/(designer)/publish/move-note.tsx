'use client';

import { Progress, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import { useEditorState } from '../use-editor';

/** Below a version: how far what waited has been brought to it. */
export function MoveNote({ version }: { version: number }) {
  const t = useTranslations('publish.moves');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const id = useEditorState((state) => state.flowId);
  const { data } = useQuery(trpc.publishing.moves.queryOptions({ id }));
  useLive(
    'flow',
    ({ data: change }) => {
      if (change.change === 'moving' || change.change === 'moved')
        void queryClient.invalidateQueries(trpc.publishing.moves.queryFilter());
    },
    id,
  );
  const move = data?.find(({ toVersion }) => toVersion === version);
  if (!move) return null;
  const { state, total, moved, restarted, stayed } = move;
  const done = moved + restarted + stayed;
  if (state === 'done')
    return (
      <Text size="xs" c="dimmed">
        {t('done', { moved, restarted, stayed })}
      </Text>
    );
  const words = state === 'waiting' ? t('waiting', { version }) : t('running', { version, done, total });
  return (
    <>
      <Text size="xs" c="dimmed">
        {words}
      </Text>
      <Progress value={total === 0 ? 0 : (done / total) * 100} aria-label={words} animated mt={4} />
    </>
  );
}
