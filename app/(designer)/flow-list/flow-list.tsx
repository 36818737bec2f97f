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

/** Which flows are to be shown. */
interface Wish {
  search: string;
  filter: Filter;
  source: FlowSource | null;
}
const EVERYTHING: Wish = { search: '', filter: 'active', source: null };

/** All flows: what is in service, what is being worked on, and how to begin a new one. */
export function FlowList() {
  const shell = useTranslations('shell');
  const sentence = useErrorSentence();
  const mayEdit = useMay('flow.edit');
  const [dialog, setDialog] = useState<'new' | 'import' | null>(null);
  const [wish, setWish] = useState(EVERYTHING);
  const flows = useFlows();
  const volumes = useFlowVolumes();
  const shown = useMemo(
    () =>
      wantedFlows(flows.data ?? [], wish.search, wish.filter).filter(
        ({ id }) => wish.source === null || volumes.get(id)?.sources.includes(wish.source),
      ),
    [flows.data, wish, volumes],
  );
  return (
    <div className={classes.page}>
      <Head onOpen={mayEdit ? setDialog : null} />
      <Filters wish={wish} change={(changes) => setWish((present) => ({ ...present, ...changes }))} />
      {flows.error && (
        <Alert color="red">
          <Group justify="space-between">
            {sentence(flows.error)}
            <Button size="compact-sm" variant="default" onClick={() => void flows.refetch()}>
              {shell('retry')}
            </Button>
          </Group>
        </Alert>
      )}
      {flows.isPending && <Waiting />}
      {flows.data && shown.length > 0 && (
        <FlowTable flows={shown} volumes={volumes} searching={wish.search !== ''} />
      )}
      {flows.data && shown.length === 0 && (
        <Nothing none={flows.data.length === 0} onNew={mayEdit ? () => setDialog('new') : null} />
      )}
      <Suspense>
        {dialog === 'new' && <NewFlowDialog onClose={() => setDialog(null)} />}
        {dialog === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
      </Suspense>
    </div>
  );
}

/** All flows, read anew when one of them changes. */
function useFlows() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  useLive('flow', ({ data }) => {
    // Who looks at a flow changes nothing in the list.
    if (data.change !== 'presence') void queryClient.invalidateQueries(trpc.flows.list.queryFilter());
  });
  return useQuery(trpc.flows.list.queryOptions());
}

interface HeadProps {
  /** `null` for readers who may make none. */
  onOpen: ((dialog: 'new' | 'import') => void) | null;
}

function Head({ onOpen }: HeadProps) {
  const t = useTranslations('designer.list');
  return (
    <Group mb="md">
      <Title order={1}>{t('title')}</Title>
      {onOpen && (
        <Group ml="auto" gap="xs">
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} />}
            onClick={() => onOpen('import')}
          >
            {t('import')}
          </Button>
          <Button leftSection={<IconPlus size={16} />} onClick={() => onOpen('new')}>
            {t('new')}
          </Button>
        </Group>
      )}
    </Group>
  );
}

/** By what they are called, what state they are in, and what begins them. */
function Filters({ wish, change }: { wish: Wish; change(changes: Partial<Wish>): void }) {
  const t = useTranslations('designer.list');
  return (
    <Group mb="md">
      <TextInput
        w={320}
        value={wish.search}
        onChange={(event) => change({ search: event.currentTarget.value })}
        placeholder={t('search')}
        aria-label={t('search')}
        leftSection={<IconSearch size={16} />}
        rightSection={
          wish.search && (
            <CloseButton size="sm" aria-label={t('clear')} onClick={() => change({ search: '' })} />
          )
        }
      />
      <SegmentedControl
        aria-label={t('filter')}
        value={wish.filter}
        onChange={(value) => change({ filter: value as Filter })}
        data={(['active', 'published', 'draft', 'archived'] as const).map((value) => ({
          value,
          label: t(`filters.${value}`),
        }))}
      />
      <NativeSelect
        aria-label={t('sourceFilter')}
        value={wish.source ?? ''}
        onChange={(event) =>
          change({ source: sources.find((known) => known === event.currentTarget.value) ?? null })
        }
        data={[
          { value: '', label: t('allSources') },
          ...sources.map((value) => ({ value, label: t(`sources.${value}`) })),
        ]}
      />
    </Group>
  );
}

/** Lines where the flows will stand, below the place of the head. */
function Waiting() {
  return (
    <Stack gap={11} pt={48}>
      {[0, 1, 2, 3, 4].map((line) => (
        <Skeleton key={line} h={52} />
      ))}
    </Stack>
  );
}

interface NothingProps {
  /** There is no flow at all; else none is as wished. */
  none: boolean;
  onNew: (() => void) | null;
}

function Nothing({ none, onNew }: NothingProps) {
  const t = useTranslations('designer.list');
  return (
    <div className={classes.nothing}>
      <Title order={2}>{none ? t('emptyTitle') : t('notFound')}</Title>
      <Text c="dimmed" mt={4} mb="md">
        {none ? t('emptyText') : t('notFoundHelp')}
      </Text>
      {none && onNew && (
        <Button leftSection={<IconPlus size={16} />} onClick={onNew}>
          {t('new')}
        </Button>
      )}
    </div>
  );
}
