'use client';

import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useTranslations } from 'next-intl';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { Marked } from './use-marked';

type BulkChange = inferRouterInputs<AppRouter>['tickets']['bulk']['change'];
type BulkOutcome = inferRouterOutputs<AppRouter>['tickets']['bulk'];

/** Does the same to all marked tickets; says how many it did, how many it could not, and takes it back if asked. */
export function useBulk(marked: Marked) {
  const t = useTranslations('inbox.bulk');
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const client = useQueryClient();
  const sentence = useErrorSentence();
  const settled = {
    onError: (error: unknown) =>
      void notifications.show({ color: 'red', title: shell('failed'), message: sentence(error) }),
    onSettled: () => {
      void client.invalidateQueries(trpc.inbox.pathFilter());
      void client.invalidateQueries(trpc.tickets.pathFilter());
    },
  };
  const undo = useMutation({
    mutationFn: (changeIds: string[]) => api.tickets.undoBulk.mutate({ changeIds }),
    ...settled,
  });
  const tell = ({ changeIds, refused }: BulkOutcome) => {
    marked.clear();
    const id = `bulk-${changeIds[0] ?? refused[0]?.id}`;
    const takeBack = () => {
      notifications.hide(id);
      undo.mutate(changeIds);
    };
    notifications.show({
      id,
      autoClose: 8_000,
      color: refused.length > 0 ? 'orange' : undefined,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">
            {t('done', { count: changeIds.length })}
            {refused.length > 0 ? ` ${t('refused', { count: refused.length })}` : ''}
          </Text>
          {changeIds.length > 0 && (
            <Button size="compact-sm" variant="subtle" flex="none" onClick={takeBack}>
              {shell('undo')}
            </Button>
          )}
        </Group>
      ),
    });
  };
  const action = useMutation({
    mutationFn: (call: () => Promise<BulkOutcome>) => call(),
    onSuccess: tell,
    ...settled,
  });
  const ids = () => [...marked.ids].slice(0, 500);
  return {
    change: (change: BulkChange) => action.mutate(() => api.tickets.bulk.mutate({ ids: ids(), change })),
    assign: (agentId: string) => action.mutate(() => api.tickets.bulkAssign.mutate({ ids: ids(), agentId })),
  };
}
