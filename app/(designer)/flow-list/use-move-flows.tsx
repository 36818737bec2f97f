'use client';

import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useUndoNotice } from './use-undo-notice';

interface WantedMoves {
  moves: { id: string; folder: string }[];
  /** What is said afterwards. */
  done: string;
}

/** Puts flows into folders, and back where they were if that is wished. */
export function useMoveFlows(onDone?: () => void) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const sentence = useErrorSentence();
  const tell = useUndoNotice();
  const refresh = () => queries.invalidateQueries(trpc.flows.list.queryFilter());
  return useMutation({
    mutationFn: async ({ moves }: WantedMoves) => {
      const folders = new Map((await api.flows.list.query()).map(({ id, folder }) => [id, folder]));
      await api.flowLists.move.mutate({ moves });
      return moves.map(({ id, folder }) => ({ id, folder: folders.get(id) ?? folder }));
    },
    onSuccess: (before, { done }) => {
      onDone?.();
      tell('moved-flows', done, async () => {
        await api.flowLists.move.mutate({ moves: before });
        await refresh();
      });
    },
    // A dialog tells its failure itself.
    onError: (error) => {
      if (!onDone) notifications.show({ color: 'red', message: sentence(error) });
    },
    onSettled: refresh,
  });
}
