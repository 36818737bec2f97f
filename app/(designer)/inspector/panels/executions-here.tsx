'use client';

import { Anchor, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { TapeStep } from '@/runtime/flow/execution';
import { explainSteps } from '@/runtime/scenarios/explain';
import { ShowWalk } from '../../replay/show-walk';
import { useEditorState } from '../../use-editor';
import { useNodeTexts } from '../../use-node-texts';
import { Section } from './section';

const SHOWN = 8;

/** Tickets that passed this node lately, and why each left it as it did. */
export function ExecutionsHere({ nodeId }: { nodeId: string }) {
  const t = useTranslations('inspector');
  return (
    <Section icon={<IconHistory size={16} />} title={t('executions.title')}>
      <Executions nodeId={nodeId} />
    </Section>
  );
}

function Executions({ nodeId }: { nodeId: string }) {
  const t = useTranslations('inspector');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const flowId = useEditorState((state) => state.flowId);
  const found = useQuery(trpc.recordings.atNode.queryOptions({ flowId, nodeId, limit: SHOWN }));
  if (found.isPending) return <Skeleton height={80} />;
  if (found.isError)
    return (
      <Text size="xs" c="red">
        {sentence(found.error)}
      </Text>
    );
  if (found.data.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {t('executions.none')}
      </Text>
    );
  return (
    <Stack gap="xs">
      {found.data.map(({ executionId, ticketId, ticketNumber, subject, step }) => (
        <div key={executionId}>
          <Group gap={6} justify="space-between" wrap="nowrap">
            <Anchor component={Link} href={`/inbox?ticket=${ticketId}`} size="xs" fw={500} truncate>
              {t('executions.ticket', { number: ticketNumber, subject })}
            </Anchor>
            <Group gap={4} wrap="nowrap">
              <When at={step.at} />
              <ShowWalk executionId={executionId} />
            </Group>
          </Group>
          <Why step={step} />
        </div>
      ))}
    </Stack>
  );
}

function When({ at }: { at: number }) {
  const format = useFormatter();
  return (
    <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
      {format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}
    </Text>
  );
}

function Why({ step }: { step: TapeStep }) {
  const language = useLocale();
  const nodeTexts = useNodeTexts();
  const flow = useEditorState((state) => state.flow);
  const [explained] = explainSteps([step], flow, { registry: nodeRegistry, language, nodeTexts });
  return (
    <Text size="xs" c="dimmed">
      {explained?.port ? `${explained.port}: ` : ''}
      {explained?.sentence}
    </Text>
  );
}
