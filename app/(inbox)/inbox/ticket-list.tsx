'use client';

import { Alert, Button, Center, CloseButton, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch, IconWifiOff } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef } from 'react';
import { useLiveConnected } from '@/app/trpc/live';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { BulkBar } from './bulk-bar';
import { FilterMenu, isFiltered, type ListFilters } from './filter-menu';
import classes from './inbox.module.css';
import { TicketRow } from './ticket-row';
import type { Marked } from './use-marked';
import type { TicketPages } from './use-ticket-pages';

const ROW = 92;

interface TicketListProps {
  pages: TicketPages;
  view: string;
  selectedId: string | null;
  search: string;
  searchInput: RefObject<HTMLInputElement | null>;
  onSearch(search: string): void;
  onSelect(ticketId: string): void;
  marked: Marked;
  filters: ListFilters;
  onFilters(filters: ListFilters): void;
}

/** The middle pane. Only the rows in sight are in the page, so a view may be as long as it likes. */
export function TicketList({
  pages,
  view,
  selectedId,
  search,
  searchInput,
  onSearch,
  onSelect,
  marked,
  filters,
  onFilters,
}: TicketListProps) {
  const t = useTranslations('inbox.list');
  const shell = useTranslations('shell');
  const connected = useLiveConnected();
  const sentence = useErrorSentence();
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
      <div className={classes.listHead}>
        <Group gap={6} wrap="nowrap">
          <TextInput
            flex={1}
            ref={searchInput}
            value={search}
            onChange={(event) => onSearch(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur();
            }}
            placeholder={t('search')}
            aria-label={t('search')}
            leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
            rightSection={
              search ? <CloseButton size="sm" aria-label={t('clear')} onClick={() => onSearch('')} /> : null
            }
          />
          <FilterMenu filters={filters} onChange={onFilters} />
        </Group>
        <BulkBar marked={marked} view={view} />
        {!connected && (
          <Alert color="yellow" mt="xs" p="xs" icon={<IconWifiOff size={16} aria-hidden />}>
            {shell('offline')}
          </Alert>
        )}
      </div>
      <div className={classes.rows} ref={scroller}>
        {pages.isPending && <Waiting />}
        {pages.isError && (
          <Stack p="lg" align="center">
            <Text c="dimmed" ta="center">
              {sentence(pages.error)}
            </Text>
            <Button variant="light" onClick={() => pages.refetch()}>
              {shell('retry')}
            </Button>
          </Stack>
        )}
        {pages.isSuccess && tickets.length === 0 && (
          <Center p="xl" mt="xl">
            <Text c="dimmed" ta="center">
              {search || isFiltered(filters) ? t('notFound') : t(view === 'closed' ? 'emptyClosed' : 'empty')}
            </Text>
          </Center>
        )}
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
