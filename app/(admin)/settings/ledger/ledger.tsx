'use client';

import { Button, Drawer, Group, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import { SettingsPage } from '../../shared/settings-page';
import { FailedExecutions } from './failed-executions';
import { LineDetail } from './line-detail';
import { type Line, LineTable } from './line-table';
import { MailboxChecks } from './mailbox-checks';
import { ReasonFilter } from './reason-filter';

const states = ['all', 'received', 'ticket', 'rejected', 'quarantined'] as const;
type StateFilter = (typeof states)[number];

/** What became of every single inbound message. */
export function Ledger() {
  const t = useTranslations('admin.ledger');
  const trpc = useTRPC();
  const client = useQueryClient();
  const wanted = useSearchParams().get('state');
  const [state, setState] = useState<StateFilter>(states.find((known) => known === wanted) ?? 'all');
  const [reason, setReason] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 250);
  const [shown, setShown] = useState<Line | null>(null);
  const query = useInfiniteQuery(
    trpc.ledger.list.infiniteQueryOptions(
      {
        ...(state === 'all' ? {} : { state }),
        ...(reason ? { reason } : {}),
        ...(settled ? { search: settled } : {}),
      },
      { getNextPageParam: (page) => page.next, placeholderData: keepPreviousData },
    ),
  );
  useLive('ledger', () => void client.invalidateQueries(trpc.ledger.list.pathFilter()));
  const lines = query.data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <SettingsPage title={t('title')} text={t('text')} wide>
      <FailedExecutions />
      <MailboxChecks />
      <Group mb="md">
        <TextInput
          flex={1}
          miw={200}
          maw={300}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('search')}
          aria-label={t('search')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <SegmentedControl
          value={state}
          onChange={(value) => setState(states.find((known) => known === value) ?? 'all')}
          data={states.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
        <ReasonFilter value={reason} onChange={setReason} />
      </Group>
      {query.isPending ? (
        <Skeleton h={240} />
      ) : (
        <LineTable
          lines={lines}
          isSearched={Boolean(settled || reason || state !== 'all')}
          onShow={setShown}
        />
      )}
      {query.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          onClick={() => query.fetchNextPage()}
          loading={query.isFetchingNextPage}
        >
          {t('older')}
        </Button>
      )}
      <Drawer
        opened={shown !== null}
        onClose={() => setShown(null)}
        position="right"
        title={t('line')}
        size="lg"
      >
        {shown && <LineDetail line={shown} onDone={() => setShown(null)} />}
      </Drawer>
    </SettingsPage>
  );
}
