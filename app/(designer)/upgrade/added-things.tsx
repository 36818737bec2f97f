'use client';

import { Alert, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { TemplateParameter } from '@/runtime/library/template-parameters';
import { ParameterFields } from '../set-up/parameter-step';
import { openSlots, SlotBindings } from '../set-up/slot-bindings';
import type { Additions } from './use-additions';

interface AddedThingsProps {
  id: string;
  parameters: readonly TemplateParameter[];
  additions: Additions;
}

/** What the newer version needs that the flow did not: what stands for it here, and the values that it asks for. */
export function AddedThings({ id, parameters, additions }: AddedThingsProps) {
  const t = useTranslations('designer.upgrade.added');
  const sentence = useErrorSentence();
  const needed = useQuery(useTRPC().templates.upgradeSlots.queryOptions({ id }));
  if (needed.error) return <Alert color="red">{sentence(needed.error)}</Alert>;
  if (!needed.data) return <Skeleton h={80} />;
  const open = openSlots(needed.data, additions.bindings);
  return (
    <>
      {needed.data.slots.length > 0 && (
        <section>
          <Title order={3} mb={4}>
            {t('slots')}
          </Title>
          <Text c="dimmed" mb="sm">
            {t('slotsExplain', { open })}
          </Text>
          <SlotBindings
            needed={needed.data}
            bindings={additions.bindings}
            bind={additions.bind}
            take={additions.take}
          />
        </section>
      )}
      {parameters.length > 0 && (
        <section>
          <Title order={3} mb={4}>
            {t('parameters')}
          </Title>
          <Text c="dimmed" mb="sm">
            {t('parametersExplain')}
          </Text>
          <Stack>
            <ParameterFields
              parameters={parameters}
              values={additions.parameters}
              change={additions.setParameter}
            />
          </Stack>
        </section>
      )}
    </>
  );
}
