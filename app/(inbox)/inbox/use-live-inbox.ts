'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import { ticketActionKey } from './ticket-action-key';

const GATHER_MS = 60;

/** Brings the panes up to date when tickets change, however many change at once: one query for each pane. */
export function useLiveInbox(): void {
  const trpc = useTRPC();
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const touched = useRef(new Set<string>());
  useEffect(() => () => clearTimeout(timer.current), []);

  const gather = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      // The server would still tell the old state; the end of the action reads everything anyway.
      if (client.isMutating({ mutationKey: ticketActionKey }) > 0) {
        gather();
        return;
      }
      void client.invalidateQueries(trpc.inbox.views.queryFilter());
      void client.invalidateQueries(trpc.inbox.list.pathFilter());
      for (const id of touched.current) {
        void client.invalidateQueries(trpc.tickets.get.queryFilter({ id }));
        void client.invalidateQueries(trpc.tickets.history.queryFilter({ id }));
        void client.invalidateQueries(trpc.tickets.customer.queryFilter({ id }));
      }
      touched.current.clear();
    }, GATHER_MS);
  };
  useLive('ticket', ({ key, data }) => {
    if (data.change === 'viewers') {
      void client.invalidateQueries(trpc.tickets.viewers.queryFilter({ id: key }));
      return;
    }
    touched.current.add(key);
    gather();
  });
  useLive('queue', gather);
  useLive('outgoing', ({ data }) => {
    if (typeof data.ticketId === 'string') touched.current.add(data.ticketId);
    gather();
  });
  useLive('flow', gather);
}
