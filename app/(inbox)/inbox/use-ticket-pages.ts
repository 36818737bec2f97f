'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useMemo } from 'react';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import type { ListFilters } from './filter-menu';

export type TicketLine = inferRouterOutputs<AppRouter>['inbox']['list']['tickets'][number];

const PAGE = 60;

/** The tickets of a view, page after page as the list is scrolled. */
export function useTicketPages(view: string, search: string, filters: ListFilters) {
  const trpc = useTRPC();
  const [settled] = useDebouncedValue(search.trim(), 250);
  const query = useInfiniteQuery(
    trpc.inbox.list.infiniteQueryOptions(
      { view, limit: PAGE, ...(settled ? { search: settled } : {}), ...filters },
      { getNextPageParam: (page) => page.next, placeholderData: keepPreviousData },
    ),
  );
  const tickets = useMemo(
    () => unique(query.data?.pages.flatMap((page) => page.tickets) ?? []),
    [query.data],
  );
  return { ...query, tickets };
}

export type TicketPages = ReturnType<typeof useTicketPages>;

/** A ticket that moved up while pages were read would stand in two of them. */
function unique(tickets: TicketLine[]): TicketLine[] {
  const seen = new Set<string>();
  return tickets.filter(({ id }) => !seen.has(id) && seen.add(id));
}
