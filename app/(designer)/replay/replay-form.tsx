'use client';

import { Alert, Button, Checkbox, Group, Progress, Select, Stack, Text } from '@mantine/core';
import { IconHistoryToggle, IconPlayerStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useEditorState } from '../use-editor';
import { StandIns } from './stand-ins';
import { useReplay, useReplayState } from './use-replay';

const DAYS = [1, 7, 30];
const LAST = [100, 500, 2000];

/** Which messages, how to answer what is new, and the button that starts it. */
export function ReplayForm() {
  const t = useTranslations('replay');
  const replay = useReplay();
  const sentence = useErrorSentence();
  const wishes = useReplayState((state) => state.wishes);
  const status = useReplayState((state) => state.status);
  const failure = useReplayState((state) => state.failure);
  const { range } = wishes;
  return (
    <Stack gap="sm">
      <Select
        size="xs"
        label={t('range.label')}
        allowDeselect={false}
        value={'days' in range ? `d${range.days}` : `n${range.last}`}
        data={[
          ...DAYS.map((days) => ({ value: `d${days}`, label: t('range.days', { days }) })),
          ...LAST.map((last) => ({ value: `n${last}`, label: t('range.last', { last }) })),
        ]}
        onChange={(value) => {
          const number = Number(value?.slice(1));
          replay.wish({ range: value?.startsWith('d') ? { days: number } : { last: number } });
        }}
      />
      <Source />
      <Checkbox
        size="xs"
        label={t('classifyAnew')}
        description={t('classifyAnewHelp')}
        checked={wishes.classifyAnew}
        onChange={(event) => replay.wish({ classifyAnew: event.currentTarget.checked })}
      />
      <StandIns />
      {status === 'running' ? (
        <Running />
      ) : (
        <Button size="xs" leftSection={<IconHistoryToggle size={16} />} onClick={() => void replay.run()}>
          {t('run')}
        </Button>
      )}
      {status === 'stopped' && (
        <Text size="xs" c="dimmed" role="status">
          {t('stopped')}
        </Text>
      )}
      {status === 'failed' && (
        <Alert color="red" p="xs">
          {isRemote(failure) ? sentence(failure) : t('failed')}
        </Alert>
      )}
    </Stack>
  );
}

function isRemote(failure: unknown): boolean {
  return typeof failure === 'object' && failure !== null && 'data' in failure;
}

function Running() {
  const t = useTranslations('replay');
  const replay = useReplay();
  const done = useReplayState((state) => state.done);
  const total = useReplayState((state) => state.total);
  return (
    <Stack gap={4}>
      <Progress
        value={total === 0 ? 0 : (done / total) * 100}
        aria-label={t('progress', { done, total })}
        animated
      />
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {t('progress', { done, total })}
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlayerStop size={14} />}
          onClick={() => replay.stop()}
        >
          {t('stop')}
        </Button>
      </Group>
    </Stack>
  );
}

/** A draft that shall take the place of another flow is tried with that one's messages. */
function Source() {
  const t = useTranslations('replay');
  const trpc = useTRPC();
  const replay = useReplay();
  const flowId = useEditorState((state) => state.flowId);
  const name = useEditorState((state) => state.flow.name);
  const source = useReplayState((state) => state.wishes.source);
  const { data } = useQuery(trpc.flows.list.queryOptions(undefined, { staleTime: 60_000 }));
  const others = (data ?? []).filter((flow) => flow.id !== flowId && flow.publishedVersion !== null);
  if (others.length === 0) return null;
  return (
    <Select
      size="xs"
      label={t('source')}
      allowDeselect={false}
      value={source}
      data={[
        { value: flowId, label: t('thisFlow', { name }) },
        ...others.map((flow) => ({ value: flow.id, label: flow.name })),
      ]}
      onChange={(value) => replay.wish({ source: value ?? flowId })}
    />
  );
}
