'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '@/app/trpc/client';

const REPEAT_MS = 10_000;

/** Lets colleagues see that this ticket is open here, or that a reply is being written. */
export function usePresence(ticketId: string, replying: boolean): void {
  const trpc = useTRPC();
  const { mutate } = useMutation(trpc.tickets.beHere.mutationOptions());
  useEffect(() => {
    const say = () => mutate({ id: ticketId, activity: replying ? 'replying' : 'viewing' });
    say();
    const timer = setInterval(() => {
      if (!document.hidden) say();
    }, REPEAT_MS);
    return () => clearInterval(timer);
  }, [ticketId, replying, mutate]);
  useEffect(() => () => mutate({ id: ticketId, activity: 'gone' }), [ticketId, mutate]);
}
