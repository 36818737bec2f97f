'use client';

import { Button, Code, Paper, Table, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTimes } from '@/app/(inbox)/inbox/times';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import type { AppRouter } from '@/app/trpc/root';
import { useSaving } from '../../shared/use-saving';

type Failed = inferRouterOutputs<AppRouter>['ledger']['failed']['executions'][number];

/** Tickets whose flow did not come to its end, with the way to let it begin again; nothing is shown while there are none. */
export function FailedExecutions() {
  const t = useTranslations('admin.ledger.failed');
  const trpc = useTRPC();
  const client = useQueryClient();
  const query = useInfiniteQuery(
    trpc.ledger.failed.infiniteQueryOptions({ limit: 20 }, { getNextPageParam: (page) => page.next }),
  );
  useLive('ledger', () => void client.invalidateQueries(trpc.ledger.failed.pathFilter()));
  const executions = query.data?.pages.flatMap((page) => page.executions) ?? [];
  if (executions.length === 0) return null;
  return (
    <Paper withBorder p="sm" mb="md">
      <Text fw={600}>{t('title')}</Text>
      <Text size="xs" c="dimmed" mb="xs">
        {t('text')}
      </Text>
      <Table.ScrollContainer minWidth={760}>
        <Table>
          <Table.Tbody>
            {executions.map((one) => (
              <FailedLine key={one.id} one={one} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {query.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => query.fetchNextPage()}
          loading={query.isFetchingNextPage}
        >
          {t('more')}
        </Button>
      )}
    </Paper>
  );
}

function FailedLine({ one }: { one: Failed }) {
  const t = useTranslations('admin.ledger.failed');
  const times = useTimes();
  const trpc = useTRPC();
  const mayStart = useMay('ledger.replay');
  const again = useMutation(
    trpc.ledger.startAgain.mutationOptions(useSaving(trpc.ledger.failed.pathFilter())),
  );
  return (
    <Table.Tr>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{times.full(one.failedAt)}</Table.Td>
      <Table.Td>
        <Button component={Link} href={`/inbox?ticket=${one.ticketId}`} size="compact-xs" variant="subtle">
          #{one.ticketNumber}
        </Button>{' '}
        <Text span size="sm">
          {one.subject}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          {t('flow', { name: one.flowName, version: one.flowVersion })}
          {one.node !== null && ` · ${one.node}`}
        </Text>
        <Code block>{one.reason}</Code>
        {one.abandoned.length > 0 && (
          <Text size="xs" c="dimmed">
            {t('abandoned', { count: one.abandoned.length })}
          </Text>
        )}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {mayStart && !one.ticketClosed && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconRefresh size={15} aria-hidden />}
            loading={again.isPending}
            onClick={() => again.mutate({ id: one.id })}
          >
            {t('again')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
