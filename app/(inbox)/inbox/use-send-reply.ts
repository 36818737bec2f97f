'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isTRPCClientError } from '@trpc/client';
import { useState } from 'react';
import { newUuid } from '@/app/shell/new-uuid';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { partyOf } from './addresses';
import { newsSince } from './newest-messages';
import type { Draft } from './use-draft';
import { useHeldNotice } from './use-held-notice';
import type { TicketDetail } from './use-ticket-actions';

export type Afterwards = 'stay' | 'close' | 'park';

export interface ReplyToSend {
  draft: Draft;
  html: string;
  afterwards: Afterwards;
  evenIfNewer: boolean;
}

/**
 * Sends a reply once, however often the button is pressed: it has an id before it leaves. When a customer or colleague has
 * written since the writer began, `overtaken` asks first.
 */
export function useSendReply(ticket: TicketDetail, { onSent }: { onSent(afterwards: Afterwards): void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const sentence = useErrorSentence();
  const announce = useHeldNotice();
  const [replyId] = useState(() => newUuid());
  // What the writer had before him when he began; what comes later is new to him.
  const [seenMessageId, setSeen] = useState(() => newestFromOthers(ticket));
  const [overtaken, setOvertaken] = useState<Afterwards | null>(null);
  const mutation = useMutation(
    trpc.tickets.reply.mutationOptions({
      onSuccess: async (sent, { afterwards, sendAt }) => {
        setOvertaken(null);
        announce(sent, Boolean(sendAt));
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
  const send = ({ draft, ...reply }: ReplyToSend) =>
    mutation.mutate({
      id: ticket.id,
      replyId,
      seenMessageId,
      subject: null,
      ...writtenOf(draft),
      ...reply,
    });
  return {
    send,
    isSending: mutation.isPending,
    /** What customers and colleagues have written since he began. */
    news: newsSince(ticket, seenMessageId),
    /** He has read it. */
    acknowledge: () => setSeen(newestFromOthers(ticket)),
    overtaken,
    reconsider: () => setOvertaken(null),
    refusal: mutation.error && !isNewerMessage(mutation.error) ? sentence(mutation.error) : null,
  };
}

/** Recipients, files and time of a draft, as every way of sending takes them. */
export function writtenOf({ to, cc, bcc, files, sendAt }: Draft) {
  return {
    to: (to ?? []).map(partyOf),
    cc: cc.map(partyOf),
    bcc: bcc.map(partyOf),
    uploads: files.map(({ fileId }) => fileId),
    sendAt,
  };
}

function newestFromOthers(ticket: TicketDetail): string | null {
  return newsSince(ticket, null).at(-1)?.id ?? null;
}

function isNewerMessage(error: unknown): boolean {
  return isTRPCClientError(error) && error.data?.domainCode === 'newerMessage';
}
