'use client';

import { Alert, Button, Group, Skeleton } from '@mantine/core';
import { IconArrowForwardUp, IconEdit, IconEye, IconMessageReply, IconNote } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { NoteForm } from './note-form';
import classes from './ticket.module.css';
import { forwardPlace, readDraft } from './use-draft';
import type { TicketDetail } from './use-ticket-actions';
import { usePersonName } from './visitor-name';

// The editor is large, and most tickets are only read.
const ReplyForm = dynamic(() => import('./reply-form').then((loaded) => loaded.ReplyForm), {
  loading: () => <Skeleton h={220} />,
});
const ForwardForm = dynamic(() => import('./forward-form').then((loaded) => loaded.ForwardForm), {
  loading: () => <Skeleton h={260} />,
});

export type ComposerMode = { kind: 'reply' } | { kind: 'note' } | { kind: 'forward'; messageId: string };

export interface ComposerProps {
  ticket: TicketDetail;
  mode: ComposerMode | null;
  onMode(mode: ComposerMode | null): void;
  /** The reply has closed or parked the ticket. */
  onLeft(): void;
}

/** Below the thread: answer or note. Whoever else is at it is told before a word is written. */
export function Composer({ ticket, mode, onMode, onLeft }: ComposerProps) {
  const t = useTranslations('inbox.composer');
  return (
    <footer className={classes.foot}>
      <Others ticketId={ticket.id} />
      {mode === null && (
        <Group gap="xs">
          <Button
            leftSection={<IconMessageReply size={17} />}
            onClick={() => onMode({ kind: 'reply' })}
            title="R"
          >
            {t(readDraft(ticket.id, 'reply') ? 'continueReply' : 'reply')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconNote size={17} />}
            onClick={() => onMode({ kind: 'note' })}
            title="N"
          >
            {t(readDraft(ticket.id, 'note') ? 'continueNote' : 'note')}
          </Button>
          {begunForwards(ticket).map(({ id, name }) => (
            <Button
              key={id}
              variant="default"
              leftSection={<IconArrowForwardUp size={17} />}
              maw="100%"
              onClick={() => onMode({ kind: 'forward', messageId: id })}
            >
              {t('continueForward', { name })}
            </Button>
          ))}
        </Group>
      )}
      {mode?.kind === 'reply' && <ReplyForm ticket={ticket} onDone={() => onMode(null)} onLeft={onLeft} />}
      {mode?.kind === 'note' && <NoteForm ticketId={ticket.id} onDone={() => onMode(null)} />}
      {mode?.kind === 'forward' && (
        <ForwardForm
          key={mode.messageId}
          ticket={ticket}
          messageId={mode.messageId}
          onDone={() => onMode(null)}
        />
      )}
    </footer>
  );
}

/** Messages that somebody began to pass on and has not sent. */
function begunForwards({ id: ticketId, messages }: TicketDetail): { id: string; name: string }[] {
  return messages
    .filter(({ id }) => readDraft(forwardPlace(ticketId, id), 'forward') !== null)
    .map(({ id, from }) => ({ id, name: from.name || from.address }));
}

function Others({ ticketId }: { ticketId: string }) {
  const t = useTranslations('inbox.composer');
  const person = usePersonName();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.tickets.viewers.queryOptions({ id: ticketId }, { refetchInterval: 15_000, staleTime: 0 }),
  );
  const names = (activity: 'viewing' | 'replying') =>
    (data ?? []).filter((viewer) => viewer.activity === activity).map(({ name }) => person(name));
  const replying = names('replying');
  const viewing = names('viewing');
  if (replying.length > 0) {
    return (
      <Alert color="orange" p="xs" mb="xs" icon={<IconEdit size={16} aria-hidden />} role="status">
        {t('replying', { names: replying.join(', '), count: replying.length })}
      </Alert>
    );
  }
  if (viewing.length === 0) return null;
  return (
    <Alert color="gray" p="xs" mb="xs" icon={<IconEye size={16} aria-hidden />} role="status">
      {t('viewing', { names: viewing.join(', '), count: viewing.length })}
    </Alert>
  );
}
