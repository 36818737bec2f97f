'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import type { TapeStep } from '@/runtime/flow/execution';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { useEditorState } from '../use-editor';
import { usePlaceWords } from './place-words';
import classes from './replay.module.css';
import type { ReplayExample } from './replay-store';
import { commonSteps } from './two-paths';
import { useReplay } from './use-replay';
import { WalkedSteps } from './walked-steps';

/** One message: the way it took and the way it would take, step by step beside each other. */
export function ReplayExampleView({ example }: { example: ReplayExample }) {
  const t = useTranslations('replay');
  const replay = useReplay();
  const placeWords = usePlaceWords();
  const draft = useEditorState((state) => state.flow);
  const then = useRecordedFlow(example.recorded) ?? draft;
  const common = commonSteps(example.recorded, example.steps);
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {example.subject || t('noSubject')}
        </Text>
        <Button size="compact-xs" variant="default" onClick={() => replay.show(null)}>
          {t('example.close')}
        </Button>
      </Group>
      <div className={classes.ways}>
        <Way
          kind="recorded"
          title={t('example.recorded')}
          place={placeWords(example.before.place)}
          steps={example.recorded}
          flow={then}
          common={common}
        />
        <Way
          kind="draft"
          title={t('example.draft')}
          place={placeWords(example.after.place)}
          steps={example.steps}
          flow={draft}
          common={common}
        />
      </div>
    </Stack>
  );
}

interface WayProps {
  kind: 'recorded' | 'draft';
  title: string;
  place: string;
  steps: readonly TapeStep[];
  flow: FlowDocument;
  common: number;
}

function Way({ kind, title, place, steps, flow, common }: WayProps) {
  const t = useTranslations('replay.example');
  return (
    <section aria-label={title}>
      <Group gap={6} mb={4} wrap="nowrap">
        <span className={classes.line} data-kind={kind} aria-hidden />
        <Text size="xs" fw={600}>
          {title}
        </Text>
      </Group>
      <Text size="xs" mb={4}>
        {t('endsAt', { place })}
      </Text>
      <WalkedSteps steps={steps} flow={flow} common={common} />
    </section>
  );
}

/** The version that was walked at the time, for its nodes' names. */
function useRecordedFlow(steps: readonly TapeStep[]): FlowDocument | undefined {
  const trpc = useTRPC();
  const [first] = steps;
  const { data } = useQuery(
    trpc.flows.version.queryOptions(
      { id: first?.flowId ?? '', version: first?.flowVersion ?? 1 },
      { enabled: first !== undefined, staleTime: Number.POSITIVE_INFINITY, retry: false },
    ),
  );
  return data?.document;
}
