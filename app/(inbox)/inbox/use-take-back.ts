'use client';

import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { partyText } from './addresses';
import { reopenDraft } from './reopened-draft';
import { type Draft, type DraftKind, forwardPlace, keepDraft, newMessagePlace, readDraft } from './use-draft';

type Withdrawn = inferRouterOutputs<AppRouter>['tickets']['withdraw'];

/** Takes a message back that has not left, and puts what was written into the editor again. */
export function useTakeBack(): (messageId: string) => Promise<void> {
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const client = useQueryClient();
  const sentence = useErrorSentence();
  const router = useRouter();
  const pathname = usePathname();
  return async (messageId) => {
    try {
      notifications.hide(heldNoticeId(messageId));
      const withdrawn = await api.tickets.withdraw.mutate({ messageId });
      const kind: DraftKind = withdrawn.kind;
      const ticketId = withdrawn.ticketGone ? newMessagePlace : withdrawn.ticketId;
      const { forwards } = withdrawn;
      const place = forwards === null ? ticketId : forwardPlace(ticketId, forwards);
      keepDraft(place, kind, draftOf(withdrawn, readDraft(place, kind)));
      void client.invalidateQueries(trpc.inbox.pathFilter());
      void client.invalidateQueries(trpc.tickets.pathFilter());
      reopenDraft({ ticketId, kind, forwards });
      if (pathname !== '/inbox') router.push('/inbox');
    } catch (error) {
      notifications.show({ color: 'red', title: shell('failed'), message: sentence(error) });
    }
  };
}

/** The notice that counts down until a message leaves. */
export function heldNoticeId(messageId: string): string {
  return `held-${messageId}`;
}

/** What was begun in the meantime stands below what came back. */
function draftOf(withdrawn: Withdrawn, begun: Draft | null): Draft {
  return {
    html: `${withdrawn.html}${begun?.html ?? ''}`,
    to: withdrawn.to.map(partyText),
    cc: withdrawn.cc.map(partyText),
    bcc: withdrawn.bcc.map(partyText),
    subject: withdrawn.subject,
    files: [...withdrawn.files, ...(begun?.files ?? [])],
    forwards: withdrawn.forwards,
    channelId: withdrawn.channelId,
    sendAt: withdrawn.sendAt,
  };
}
