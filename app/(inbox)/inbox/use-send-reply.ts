'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isTRPCClientError } from '@trpc/client';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { TicketDetail } from './use-ticket-actions';

export type Afterwards = 'stay' | 'close' | 'park';

export interface ReplyToSend {
  html: string;
  to: string[];
  cc: string[];
  uploads: string[];
  afterwards: Afterwards;
  evenIfNewer: boolean;
}

/**
 * Sends a reply once, however often the button is pressed: it has an id before it leaves. When the customer has written
 * since the writer began, `overtaken` asks first.
 */
export function useSendReply(ticket: TicketDetail, { onSent }: { onSent(afterwards: Afterwards): void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const sentence = useErrorSentence();
  const [replyId] = useState(() => crypto.randomUUID());
  // What the writer had before him when he began; what comes later is new to him.
  const [seenMessageId] = useState(() => newestInbound(ticket)?.id ?? null);
  const [overtaken, setOvertaken] = useState<Afterwards | null>(null);
  const mutation = useMutation(
    trpc.tickets.reply.mutationOptions({
      onSuccess: async (_, { afterwards }) => {
        setOvertaken(null);
        await client.invalidateQueries(trpc.tickets.get.queryFilter({ id: ticket.id }));
        void client.invalidateQueries(trpc.inbox.list.pathFilter());
        void client.invalidateQueries(trpc.inbox.views.queryFilter());
        onSent(afterwards);
      },
      onError: async (error, { afterwards }) => {
        if (!isNewerMessage(error)) return;
        await client.invalidateQueries(trpc.tickets.get.queryFilter({ id: ticket.id }));
        setOvertaken(afterwards);
      },
    }),
  );
  const send = ({ to, cc, ...reply }: ReplyToSend) =>
    mutation.mutate({
      id: ticket.id,
      replyId,
      seenMessageId,
      subject: null,
      to: parties(to),
      cc: parties(cc),
      ...reply,
    });
  return {
    send,
    isSending: mutation.isPending,
    seenMessageId,
    overtaken,
    reconsider: () => setOvertaken(null),
    refusal: mutation.error && !isNewerMessage(mutation.error) ? sentence(mutation.error) : null,
  };
}

function newestInbound(ticket: TicketDetail) {
  return ticket.messages.findLast(({ direction }) => direction === 'inbound');
}

function isNewerMessage(error: unknown): boolean {
  return isTRPCClientError(error) && error.data?.domainCode === 'newerMessage';
}

function parties(addresses: string[]) {
  return addresses.map((address) => ({ name: '', address: address.trim() }));
}
