'use client';

import { Button, Center, Skeleton, Stack, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { isFiltered } from './filter-menu';
import { ListHead, type ListHeadProps } from './list-head';
import classes from './ticket-list.module.css';
import { TicketRow } from './ticket-row';
import type { TicketPages } from './use-ticket-pages';

const ROW = 92;

interface TicketListProps extends ListHeadProps {
  pages: TicketPages;
  selectedId: string | null;
  onSelect(ticketId: string): void;
}

/** The middle pane. Only the rows in sight are in the page, so a view may be as long as it likes. */
export function TicketList({ pages, selectedId, onSelect, view, search, filters, ...head }: TicketListProps) {
  const { marked } = head;
  const t = useTranslations('inbox.list');
  const scroller = useRef<HTMLDivElement>(null);
  const { tickets, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const rows = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastIndex >= tickets.length - 10) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastIndex, tickets.length]);
  const selectedIndex = tickets.findIndex(({ id }) => id === selectedId);
  const shownId = useRef<string | null>(null);
  useEffect(() => {
    // Only when another ticket is chosen: new arrivals must not make the list jump.
    if (selectedIndex < 0 || shownId.current === selectedId) return;
    shownId.current = selectedId;
    rows.scrollToIndex(selectedIndex);
  }, [selectedId, selectedIndex, rows]);
  return (
    <section className={classes.list} aria-label={t('label')}>
      <ListHead view={view} search={search} filters={filters} {...head} />
      <div className={classes.rows} ref={scroller}>
        <Instead pages={pages} view={view} narrowed={search !== '' || isFiltered(filters)} />
        <div style={{ position: 'relative', height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const ticket = tickets[index];
            return ticket ? (
              <TicketRow
                key={ticket.id}
                ticket={ticket}
                selected={ticket.id === selectedId}
                style={{ height: ROW, transform: `translateY(${start}px)` }}
                onSelect={onSelect}
                marked={marked.ids.has(ticket.id)}
                marking={marked.ids.size > 0}
                onMark={marked.toggle}
              />
            ) : null;
          })}
        </div>
      </div>
    </section>
  );
}

interface InsteadProps extends Pick<TicketListProps, 'pages' | 'view'> {
  /** By a search or a filter. */
  narrowed: boolean;
}

/** What stands there while there are no rows: it is being read, could not be read, or there are none. */
function Instead({ pages, view, narrowed }: InsteadProps) {
  const t = useTranslations('inbox.list');
  const shell = useTranslations('shell');
  const sentence = useErrorSentence();
  if (pages.isPending) return <Waiting />;
  if (pages.isError) {
    return (
      <Stack p="lg" align="center">
        <Text c="dimmed" ta="center">
          {sentence(pages.error)}
        </Text>
        <Button variant="light" onClick={() => pages.refetch()}>
          {shell('retry')}
        </Button>
      </Stack>
    );
  }
  if (pages.tickets.length > 0) return null;
  return (
    <Center p="xl" mt="xl">
      <Text c="dimmed" ta="center">
        {narrowed ? t('notFound') : t(view === 'closed' ? 'emptyClosed' : 'empty')}
      </Text>
    </Center>
  );
}

function Waiting() {
  return (
    <Stack gap={0}>
      {[1, 2, 3, 4, 5].map((row) => (
        <Stack key={row} gap={7} h={ROW} px={20} py={12}>
          <Skeleton h={12} w="45%" />
          <Skeleton h={12} w="80%" />
          <Skeleton h={10} w="65%" />
        </Stack>
      ))}
    </Stack>
  );
}
