'use client';

import {
  Alert,
  Badge,
  Button,
  Code,
  Drawer,
  Group,
  SegmentedControl,
  Skeleton,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconRefresh, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTimes } from '@/app/(inbox)/inbox/times';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import type { AppRouter } from '@/app/trpc/root';
import { SettingsPage } from '../../shared/settings-page';
import { useSaving } from '../../shared/use-saving';
import { FailedExecutions } from './failed-executions';
import { MailboxChecks } from './mailbox-checks';

type Line = inferRouterOutputs<AppRouter>['ledger']['list']['lines'][number];
const states = ['all', 'received', 'ticket', 'rejected', 'quarantined'] as const;
type StateFilter = (typeof states)[number];
const colors = { received: 'blue', ticket: 'teal', rejected: 'gray', quarantined: 'orange' } as const;

/** What became of every single inbound message. */
export function Ledger() {
  const t = useTranslations('admin.ledger');
  const trpc = useTRPC();
  const client = useQueryClient();
  const wanted = useSearchParams().get('state');
  const [state, setState] = useState<StateFilter>(states.find((known) => known === wanted) ?? 'all');
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 250);
  const [shown, setShown] = useState<Line | null>(null);
  const query = useInfiniteQuery(
    trpc.ledger.list.infiniteQueryOptions(
      { ...(state === 'all' ? {} : { state }), ...(settled ? { search: settled } : {}) },
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
          w={300}
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
      </Group>
      {query.isPending ? <Skeleton h={240} /> : <Lines lines={lines} onShow={setShown} />}
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

function Lines({ lines, onShow }: { lines: Line[]; onShow(line: Line): void }) {
  const t = useTranslations('admin.ledger');
  const times = useTimes();
  if (lines.length === 0) return <Text c="dimmed">{t('empty')}</Text>;
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table highlightOnHover layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={178}>{t('arrived')}</Table.Th>
            <Table.Th>{t('from')}</Table.Th>
            <Table.Th>{t('subject')}</Table.Th>
            <Table.Th w={176}>{t('state')}</Table.Th>
            <Table.Th w={84}>{t('ticket')}</Table.Th>
            <Table.Th w={84} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td className="numbers" style={{ whiteSpace: 'nowrap' }}>
                {times.full(line.arrivedAt)}
              </Table.Td>
              <Table.Td>
                <Text truncate title={line.from}>
                  {line.from}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text truncate title={line.subject}>
                  {line.subject}
                </Text>
              </Table.Td>
              <Table.Td>
                <Badge color={colors[line.state]}>{t(`states.${line.state}`)}</Badge>
                <Text size="xs" c="dimmed" mt={2}>
                  <Reason reason={line.reason} />
                </Text>
              </Table.Td>
              <Table.Td>
                {line.ticketId && (
                  <Button
                    component={Link}
                    href={`/inbox?ticket=${line.ticketId}`}
                    size="compact-xs"
                    variant="subtle"
                  >
                    #{line.ticketNumber}
                  </Button>
                )}
              </Table.Td>
              <Table.Td>
                <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onShow(line)}>
                  {t('details')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const reasons = [
  'opened',
  'joined',
  'reopened',
  'noFlow',
  'automatic',
  'bounce',
  'empty',
  'flowFailed',
  'blocked',
  'tooLarge',
  'loop',
  'undecodable',
  'notProcessable',
] as const;

function Reason({ reason, asTitle = false }: { reason: string | null; asTitle?: boolean }) {
  const t = useTranslations('admin.ledger.reasons');
  const locale = useLocale();
  const known = reasons.find((name) => name === reason);
  const words = known ? t(known) : (reason ?? '');
  return asTitle ? words.charAt(0).toLocaleUpperCase(locale) + words.slice(1) : words;
}

function LineDetail({ line, onDone }: { line: Line; onDone(): void }) {
  const t = useTranslations('admin.ledger');
  const trpc = useTRPC();
  const mayReplay = useMay('ledger.replay');
  const again = useMutation(
    trpc.ledger.processAgain.mutationOptions(useSaving(trpc.ledger.list.pathFilter(), onDone)),
  );
  return (
    <Stack>
      {line.detail && (
        <Alert color={colors[line.state]} title={<Reason reason={line.reason} asTitle />}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {line.detail}
          </Text>
        </Alert>
      )}
      {line.lastError && line.lastError !== line.detail && <Code block>{line.lastError}</Code>}
      <LineFacts line={line} />
      <Group>
        {line.hasRaw && (
          <Button
            component="a"
            href={`/api/ledger/${encodeURIComponent(line.id)}/raw`}
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t('original')}
          </Button>
        )}
        {line.state === 'quarantined' && mayReplay && (
          <Button
            leftSection={<IconRefresh size={16} />}
            loading={again.isPending}
            onClick={() => again.mutate({ id: line.id })}
          >
            {t('processAgain')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function LineFacts({ line }: { line: Line }) {
  const t = useTranslations('admin.ledger');
  const times = useTimes();
  return (
    <Table withRowBorders={false} layout="fixed">
      <Table.Tbody>
        {[
          [t('from'), line.from],
          [t('subject'), line.subject],
          [t('arrived'), times.full(line.arrivedAt)],
          [t('finished'), line.finalAt ? times.full(line.finalAt) : t('notFinished')],
          [t('attempts'), String(line.attempts)],
          [t('externalId'), line.externalId],
        ].map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Td w={140} c="dimmed">
              {label}
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
