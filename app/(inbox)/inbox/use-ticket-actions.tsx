'use client';

import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslations } from 'next-intl';
import * as z from 'zod';
import { useAccount } from '@/app/shell/account-context';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { ticketActionKey } from './ticket-action-key';

type Outputs = inferRouterOutputs<AppRouter>;
export type TicketDetail = Outputs['tickets']['get'];
type ListPage = Outputs['inbox']['list'];
type Outcome = Outputs['tickets']['close'];
type Patch = Partial<
  Pick<
    TicketDetail,
    'state' | 'assigneeId' | 'assigneeName' | 'queueId' | 'priority' | 'tags' | 'parkedUntil'
  >
>;
type DoneText =
  | 'closed'
  | 'reopened'
  | 'taken'
  | 'returned'
  | 'assigned'
  | 'transferred'
  | 'parked'
  | 'woken'
  | 'edited'
  | 'merged'
  | 'split';

export interface TicketActions {
  take(): void;
  giveBack(): void;
  close(): void;
  reopen(): void;
  wake(): void;
  park(until: Date | null): void;
  transfer(queueId: string): void;
  assign(agentId: string, name: string): void;
  edit(change: { priority?: number; tags?: string[]; subject?: string }): void;
  /** @param onUndone after the merge was taken apart again. */
  merge(intoId: string, onUndone: () => void): void;
  split(messageId: string): void;
}

/**
 * What can be done with a ticket. The panes change at once; a refusal puts them back and says why; everything can be
 * undone from the notice. `onLeft` is called when the ticket leaves the view at hand.
 */
export function useTicketActions(ticketId: string, onLeft: () => void): TicketActions {
  const api = useTRPCClient();
  const account = useAccount();
  const act = useOptimistic(ticketId);
  const id = ticketId;
  return {
    take: () =>
      act('taken', { state: 'open', assigneeId: account.id, assigneeName: account.name }, () =>
        api.tickets.take.mutate({ id }),
      ),
    giveBack: () =>
      act('returned', { state: 'open', assigneeId: null, assigneeName: null }, () =>
        api.tickets.giveBack.mutate({ id }),
      ),
    close: () => act('closed', { state: 'closed' }, () => api.tickets.close.mutate({ id }), onLeft),
    reopen: () => act('reopened', { state: 'open' }, () => api.tickets.reopen.mutate({ id })),
    wake: () => act('woken', { state: 'open', parkedUntil: null }, () => api.tickets.wake.mutate({ id })),
    park: (until) =>
      act(
        'parked',
        { state: 'parked', parkedUntil: until },
        () => api.tickets.park.mutate({ id, until }),
        onLeft,
      ),
    transfer: (queueId) =>
      act('transferred', { queueId, assigneeId: null, assigneeName: null }, () =>
        api.tickets.transfer.mutate({ id, queueId }),
      ),
    assign: (agentId, name) =>
      act('assigned', { state: 'open', assigneeId: agentId, assigneeName: name }, () =>
        api.tickets.assign.mutate({ id, agentId }),
      ),
    edit: (change) => act('edited', change, () => api.tickets.edit.mutate({ id, ...change })),
    merge: (intoId, onUndone) =>
      act('merged', { state: 'closed' }, () => api.tickets.merge.mutate({ id, intoId }), undefined, onUndone),
    split: (messageId) => act('split', {}, () => api.tickets.split.mutate({ id, messageId })),
  };
}

interface Doing {
  done: DoneText;
  call: () => Promise<Outcome>;
  onUndone: (() => void) | undefined;
}

type Undoing = { changeId: string } & Pick<Doing, 'onUndone'>;

function useOptimistic(ticketId: string) {
  const t = useTranslations('inbox.done');
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const client = useQueryClient();
  const sentence = useErrorSentence();

  const refresh = () => {
    void client.invalidateQueries(trpc.inbox.views.queryFilter());
    void client.invalidateQueries(trpc.inbox.list.pathFilter());
    void client.invalidateQueries(trpc.tickets.pathFilter());
  };
  const fail = (error: unknown) => {
    notifications.show({ color: 'red', title: shell('failed'), message: sentence(error) });
  };
  const paint = usePaint(ticketId);
  const undo = useMutation({
    mutationFn: ({ changeId }: Undoing) => api.tickets.undo.mutate({ changeId }),
    onSuccess: (_, { onUndone }) => onUndone?.(),
    onError: fail,
    onSettled: refresh,
  });

  const action = useMutation({
    mutationKey: ticketActionKey,
    mutationFn: ({ call }: Doing) => call(),
    onSuccess: ({ changeId }, { done, onUndone }) => {
      const notice = `ticket-${changeId}`;
      const takeBack = () => {
        notifications.hide(notice);
        undo.mutate({ changeId, onUndone });
      };
      notifications.show({
        id: notice,
        autoClose: 7_000,
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text>{t(done)}</Text>
            <Button size="compact-sm" variant="subtle" flex="none" onClick={takeBack}>
              {shell('undo')}
            </Button>
          </Group>
        ),
      });
    },
    onError: fail,
    onSettled: refresh,
  });

  return (
    done: DoneText,
    patch: Patch,
    call: () => Promise<Outcome>,
    onLeft?: () => void,
    onUndone?: () => void,
  ) => {
    onLeft?.();
    // An answer that is already on its way would paint the old state over the new one.
    void client.cancelQueries(trpc.inbox.list.pathFilter());
    paint(patch);
    action.mutate({ done, call, onUndone });
  };
}

/** Shows a change at once, in the ticket and in the lists, before the server has answered. */
function usePaint(ticketId: string): (patch: Patch) => void {
  const trpc = useTRPC();
  const client = useQueryClient();
  return (patch: Patch) => {
    client.setQueryData(
      trpc.tickets.get.queryKey({ id: ticketId }),
      (ticket) => ticket && { ...ticket, ...patch },
    );
    for (const { queryKey } of client.getQueryCache().findAll(trpc.inbox.list.pathFilter())) {
      client.setQueryData<InfiniteData<ListPage>>(
        queryKey,
        (data) => data && painted(data, ticketId, patch, queryKey),
      );
    }
  };
}

const listKeySchema = z.tuple([z.unknown(), z.object({ input: z.object({ view: z.string() }) })]);

/** The list with the change in it; a ticket whose new state is another view's leaves this one at once. */
function painted(
  data: InfiniteData<ListPage>,
  ticketId: string,
  patch: Patch,
  queryKey: readonly unknown[],
): InfiniteData<ListPage> {
  const key = listKeySchema.safeParse(queryKey);
  const view = key.success ? key.data[1].input.view : '';
  const home = view === 'closed' || view === 'parked' ? view : 'open';
  const leaves = patch.state !== undefined && patch.state !== home;
  const pages = data.pages.map((page) => ({
    ...page,
    tickets: leaves
      ? page.tickets.filter(({ id }) => id !== ticketId)
      : page.tickets.map((line) => (line.id === ticketId ? { ...line, ...patch } : line)),
  }));
  return { ...data, pages };
}
