'use client';

import { Alert, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useEditorState } from '../use-editor';
import { VariantTable } from './variant-table';
import { VerdictSentence } from './verdict-sentence';

const PERIODS = [1, 7, 30];

/** How the variants of a test have done, counted as the draft describes the test now. */
export function TestResults({ nodeId }: { nodeId: string }) {
  const t = useTranslations('inspector.test');
  const [days, setDays] = useState(7);
  const heading = useId();
  return (
    <Stack gap="xs" component="section" aria-labelledby={heading}>
      <Group justify="space-between" gap="xs">
        <Group gap={6} wrap="nowrap">
          <IconChartBar size={16} />
          <Text size="sm" fw={500} component="h3" id={heading}>
            {t('title')}
          </Text>
        </Group>
        <SegmentedControl
          size="xs"
          aria-label={t('period')}
          value={String(days)}
          onChange={(value) => setDays(Number(value))}
          data={PERIODS.map((count) => ({ value: String(count), label: t('days', { count }) }))}
        />
      </Group>
      <Counted nodeId={nodeId} days={days} />
    </Stack>
  );
}

function Counted({ nodeId, days }: { nodeId: string; days: number }) {
  const t = useTranslations('inspector.test');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const flowId = useEditorState((state) => state.flowId);
  const counted = useQuery(
    trpc.recordings.testOfNode.queryOptions(
      { flowId, nodeId, days },
      { placeholderData: keepPreviousData, refetchInterval: 60_000 },
    ),
  );
  useRefetchAfterSaving(counted.refetch);
  if (counted.isPending) return <Skeleton height={120} />;
  if (counted.isError)
    return (
      <Alert color="red" p="xs">
        {sentence(counted.error)}
      </Alert>
    );
  const test = counted.data;
  if (test === null || test.variants.every(({ started }) => started === 0))
    return (
      <Text size="xs" c="dimmed">
        {t(test === null ? 'notReady' : 'none', { days })}
      </Text>
    );
  return (
    <Stack gap="xs">
      <VerdictSentence verdict={test.verdict} />
      <VariantTable variants={test.variants} verdict={test.verdict} />
      <Text size="xs" c="dimmed">
        {t('explained')} {test.capped && t('capped')}
      </Text>
    </Stack>
  );
}

/** The rule of success belongs to the draft: once an edit has reached the server, the figures may be others. */
function useRefetchAfterSaving(refetch: () => unknown) {
  const savedAt = useEditorState(({ save }) => (save.status === 'saved' ? save.at : null));
  useEffect(() => {
    if (savedAt !== null) refetch();
  }, [savedAt, refetch]);
}
