'use client';

import {
  Alert,
  Button,
  CloseButton,
  Group,
  NativeSelect,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconFileImport, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { FlowSource } from '@/runtime/library/flow-volumes';
import classes from './flow-list.module.css';
import { FlowTable } from './flow-table';
import { useFlowVolumes } from './use-flow-volumes';
import { type Filter, wantedFlows } from './wanted-flows';

// As flow-volumes.ts has them, which runs on the server alone.
const sources: readonly FlowSource[] = ['email', 'chat', 'call', 'schedule', 'hook'];

// They bring all node types along.
const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog')).ImportDialog }));
const NewFlowDialog = lazy(async () => ({
  default: (await import('../set-up/new-flow-dialog')).NewFlowDialog,
}));

/** All flows: what is in service, what is being worked on, and how to begin a new one. */
export function FlowList() {
  const t = useTranslations('designer.list');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const mayEdit = useMay('flow.edit');
  const flows = useQuery(trpc.flows.list.queryOptions());
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('active');
  const [dialog, setDialog] = useState<'new' | 'import' | null>(null);
  useLive('flow', ({ data }) => {
    // Who looks at a flow changes nothing in the list.
    if (data.change !== 'presence') void queryClient.invalidateQueries(trpc.flows.list.queryFilter());
  });
  const volumes = useFlowVolumes();
  const [source, setSource] = useState<FlowSource | null>(null);
  const shown = useMemo(
    () =>
      wantedFlows(flows.data ?? [], search, filter).filter(
        ({ id }) => source === null || volumes.get(id)?.sources.includes(source),
      ),
    [flows.data, search, filter, source, volumes],
  );
  return (
    <div className={classes.page}>
      <Group mb="md">
        <Title order={1}>{t('title')}</Title>
        {mayEdit && (
          <Group ml="auto" gap="xs">
            <Button
              variant="default"
              leftSection={<IconFileImport size={16} />}
              onClick={() => setDialog('import')}
            >
              {t('import')}
            </Button>
            <Button leftSection={<IconPlus size={16} />} onClick={() => setDialog('new')}>
              {t('new')}
            </Button>
          </Group>
        )}
      </Group>
      <Group mb="md">
        <TextInput
          w={320}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('search')}
          aria-label={t('search')}
          leftSection={<IconSearch size={16} />}
          rightSection={
            search && <CloseButton size="sm" aria-label={t('clear')} onClick={() => setSearch('')} />
          }
        />
        <SegmentedControl
          aria-label={t('filter')}
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
          data={(['active', 'published', 'draft', 'archived'] as const).map((value) => ({
            value,
            label: t(`filters.${value}`),
          }))}
        />
        <NativeSelect
          aria-label={t('sourceFilter')}
          value={source ?? ''}
          onChange={(event) =>
            setSource(sources.find((known) => known === event.currentTarget.value) ?? null)
          }
          data={[
            { value: '', label: t('allSources') },
            ...sources.map((value) => ({ value, label: t(`sources.${value}`) })),
          ]}
        />
      </Group>
      {flows.error && <Alert color="red">{sentence(flows.error)}</Alert>}
      {flows.isPending && (
        <Stack gap="xs">
          {[0, 1, 2, 3].map((line) => (
            <Skeleton key={line} h={52} />
          ))}
        </Stack>
      )}
      {flows.data && shown.length > 0 && <FlowTable flows={shown} volumes={volumes} />}
      {flows.data && shown.length === 0 && (
        <Nothing
          searching={search !== '' || source !== null || filter !== 'active'}
          onNew={mayEdit ? () => setDialog('new') : null}
        />
      )}
      <Suspense>
        {dialog === 'new' && <NewFlowDialog onClose={() => setDialog(null)} />}
        {dialog === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
      </Suspense>
    </div>
  );
}

function Nothing({ searching, onNew }: { searching: boolean; onNew: (() => void) | null }) {
  const t = useTranslations('designer.list');
  return (
    <div className={classes.nothing}>
      <Title order={2}>{searching ? t('notFound') : t('emptyTitle')}</Title>
      <Text c="dimmed" mt={4} mb="md">
        {searching ? t('notFoundHelp') : t('emptyText')}
      </Text>
      {!searching && onNew && (
        <Button leftSection={<IconPlus size={16} />} onClick={onNew}>
          {t('new')}
        </Button>
      )}
    </div>
  );
}
