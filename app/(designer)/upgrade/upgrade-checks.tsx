'use client';

import { Alert, List, Loader, Title } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { TemplateUpgrade } from '@/runtime/library/upgrade-template';
import { useWalkScenarios } from '../set-up/use-rehearsal';

/** The newer template's own tests, run on what the upgrade would make. */
export function UpgradeChecks({
  flow,
  scenarios,
}: {
  flow: FlowDocument;
  scenarios: TemplateUpgrade['scenarios'];
}) {
  const t = useTranslations('designer.upgrade');
  const sentence = useErrorSentence();
  const walk = useWalkScenarios();
  const known = useMemo(
    () => flow.nodes.every(({ type }) => nodeRegistry.has(type)) && scenarios.length > 0,
    [flow, scenarios],
  );
  const walked = useQuery({
    queryKey: ['upgradeChecks', flow, scenarios.length],
    enabled: known,
    retry: false,
    gcTime: 0,
    queryFn: () =>
      walk(
        flow,
        scenarios.map(({ file, scenario }) => ({ id: file, scenario })),
      ),
  });
  if (!known) return null;
  const red = walked.data?.filter(({ passed }) => !passed) ?? [];
  return (
    <section>
      <Title order={3} mb={4}>
        {t('checks')}
      </Title>
      {walked.error && <Alert color="red">{sentence(walked.error)}</Alert>}
      {walked.isPending && (
        <Alert color="gray" icon={<Loader size={18} />}>
          {t('checking', { count: scenarios.length })}
        </Alert>
      )}
      {walked.data && (
        <Alert
          color={red.length === 0 ? 'teal' : 'yellow'}
          icon={red.length === 0 ? <IconCircleCheck /> : <IconInfoCircle />}
        >
          {t('checked', { passed: walked.data.length - red.length, count: walked.data.length })}
          {red.length > 0 && (
            <List size="sm" mt="xs">
              {red.map(({ id, name, failures }) => (
                <List.Item key={id}>
                  {name}: {failures[0]}
                </List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
    </section>
  );
}
