'use client';

import { Button, Center, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconMailOpened } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { Composer, type ComposerMode } from './composer';
import { MergeDialog } from './merge-dialog';
import { MergedNotice } from './merged-notice';
import { reopenDraft, useReopenedDraft } from './reopened-draft';
import { useSelection } from './selection';
import { SidePanel } from './side-panel';
import { Thread } from './thread';
import classes from './ticket.module.css';
import type { OpenMenu } from './ticket-buttons';
import { TicketHead } from './ticket-head';
import { usePresence } from './use-presence';
import { type TicketActions, type TicketDetail, useTicketActions } from './use-ticket-actions';
import { useTicketKeys } from './use-ticket-keys';

interface TicketPaneProps {
  ticketId: string | null;
  isEmpty: boolean;
  /** The ticket has left the view at hand: show another one. */
  onLeft(): void;
  /** Only on small screens, where the ticket covers the list. */
  onBack: (() => void) | null;
}

/** The right pane: one ticket, or what to do when none is chosen. */
export function TicketPane({ ticketId, isEmpty, onLeft, onBack }: TicketPaneProps) {
  const t = useTranslations('inbox');
  if (ticketId) return <OneTicket ticketId={ticketId} onLeft={onLeft} onBack={onBack} />;
  return (
    <Center className={classes.ticket} p="xl">
      <Stack align="center" gap="xs" maw={380}>
        <IconMailOpened size={44} stroke={1.2} color="var(--mantine-color-dimmed)" aria-hidden />
        <Text fw={600}>{t(isEmpty ? 'none.emptyTitle' : 'none.title')}</Text>
        <Text c="dimmed" ta="center">
          {t(isEmpty ? 'none.emptyText' : 'none.text')}
        </Text>
      </Stack>
    </Center>
  );
}

function OneTicket({
  ticketId,
  onLeft,
  onBack,
}: { ticketId: string } & Pick<TicketPaneProps, 'onLeft' | 'onBack'>) {
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const query = useQuery(trpc.tickets.get.queryOptions({ id: ticketId }));
  const actions = useTicketActions(ticketId, onLeft);
  const [mode, setMode] = useState<ComposerMode | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const side = useSidePanel();
  const [merging, merge] = useDisclosure(false);
  usePresence(ticketId, mode !== null && mode.kind !== 'note');
  useReopened(ticketId, setMode);
  useMarkRead(ticketId, query.data?.unread ?? 0);
  const ticket = query.data;
  useTicketKeys({ ticket, actions, onMode: setMode, onMenu: setMenu, onMerge: merge.open });
  if (query.isError) return <Failed reason={sentence(query.error)} onRetry={() => query.refetch()} />;
  if (!ticket) return <Waiting />;
  return (
    <section className={classes.ticket} aria-label={`#${ticket.number} ${ticket.subject}`}>
      <div className={classes.work}>
        <TicketHead
          ticket={ticket}
          actions={actions}
          menu={menu}
          onMenu={setMenu}
          onBack={onBack}
          sideShown={side.shown}
          onMerge={merge.open}
          onToggleSide={side.toggle}
        />
        {ticket.mergedInto && <MergedNotice into={ticket.mergedInto} />}
        <Thread
          ticket={ticket}
          actions={{
            forward: (messageId) => setMode({ kind: 'forward', messageId }),
            ...(inboundOf(ticket) > 1 ? { split: actions.split } : {}),
          }}
        />
        {!ticket.mergedInto && (
          <Composer key={ticket.id} ticket={ticket} mode={mode} onMode={setMode} onLeft={onLeft} />
        )}
        <Merging ticket={ticket} actions={actions} opened={merging} onClose={merge.close} />
      </div>
      {side.shown && <SidePanel ticket={ticket} actions={actions} />}
    </section>
  );
}

interface MergingProps {
  ticket: TicketDetail;
  actions: TicketActions;
  opened: boolean;
  onClose(): void;
}

/** The ticket that takes this one in is shown next. */
function Merging({ ticket, actions, opened, onClose }: MergingProps) {
  const { selectTicket } = useSelection();
  return (
    <MergeDialog
      ticket={ticket}
      opened={opened}
      onClose={onClose}
      onMerge={(into) => {
        onClose();
        actions.merge(into.id, () => selectTicket(ticket.id));
        selectTicket(into.id);
      }}
    />
  );
}

/** Beside the ticket for as long as it is wanted where there is room for it, else only while it is looked at. */
function useSidePanel(): { shown: boolean; toggle(): void } {
  const wide = useMediaQuery('(min-width: 90em)') ?? true;
  const [pinned, setPinned] = useLocalStorage({ key: 'stellwerk-inbox-side', defaultValue: true });
  const [opened, { toggle }] = useDisclosure(false);
  return { shown: wide ? pinned : opened, toggle: () => (wide ? setPinned(!pinned) : toggle()) };
}

/** A message that was taken back opens its form again. */
function useReopened(ticketId: string, onMode: (mode: ComposerMode) => void): void {
  const reopened = useReopenedDraft();
  useEffect(() => {
    if (reopened?.ticketId !== ticketId) return;
    reopenDraft(null);
    if (reopened.kind === 'reply') onMode({ kind: 'reply' });
    if (reopened.kind === 'forward' && reopened.forwards !== null)
      onMode({ kind: 'forward', messageId: reopened.forwards });
  }, [reopened, ticketId, onMode]);
}

function inboundOf({ messages }: TicketDetail): number {
  return messages.filter(({ direction }) => direction === 'inbound').length;
}

function useMarkRead(ticketId: string, unread: number): void {
  const trpc = useTRPC();
  const { mutate } = useMutation(trpc.tickets.markRead.mutationOptions());
  useEffect(() => {
    if (unread > 0) mutate({ id: ticketId });
  }, [ticketId, unread, mutate]);
}

function Failed({ reason, onRetry }: { reason: string; onRetry(): void }) {
  const t = useTranslations('shell');
  return (
    <Center className={classes.ticket}>
      <Stack align="center">
        <Text c="dimmed">{reason}</Text>
        <Button variant="light" onClick={onRetry}>
          {t('retry')}
        </Button>
      </Stack>
    </Center>
  );
}

function Waiting() {
  return (
    <div className={classes.ticket}>
      <div className={classes.work}>
        <div className={classes.head}>
          <Skeleton h={20} w="55%" mb={10} />
          <Skeleton h={12} w="35%" />
        </div>
        <Stack className={classes.thread}>
          <Skeleton h={130} />
          <Skeleton h={90} />
        </Stack>
      </div>
    </div>
  );
}
