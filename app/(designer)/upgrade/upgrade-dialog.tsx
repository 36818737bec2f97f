'use client';

import { Alert, Button, Group, Modal, ScrollArea, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Suspense, useMemo, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { mergeUpgrade, type UpgradeChoices } from '@/runtime/flow/merge-upgrade';
import type { TemplateUpgrade } from '@/runtime/library/upgrade-template';
import { LeftThings } from '../set-up/left-things';
import { NodeWordsProvider } from '../use-node-words';
import { AddedThings } from './added-things';
import { ConflictChoices } from './conflict-choices';
import { SideChanges } from './side-changes';
import { UpgradeChecks } from './upgrade-checks';
import { type Additions, useAdditions } from './use-additions';

/**
 * Brings a flow up to the newer version of its template: what the template changed, what was changed here, who wins where
 * both did, and what stands for the things that the newer version brings. The result is the draft; what is in service stays
 * until it is published.
 */
export function UpgradeDialog({ flow, onClose }: { flow: { id: string; name: string }; onClose(): void }) {
  const t = useTranslations('designer.upgrade');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const additions = useAdditions();
  const [leaving, setLeaving] = useState(false);
  const upgrade = useQuery(
    trpc.templates.upgrade.queryOptions(
      { id: flow.id, parameters: { ...additions.parameters } },
      { staleTime: 0, placeholderData: keepPreviousData },
    ),
  );
  const isFresh = upgrade.data !== undefined && (upgrade.isFetchedAfterMount || !upgrade.isFetching);
  const leave = () => (additions.made.length > 0 ? setLeaving(true) : onClose());
  if (leaving) return <LeftThings made={additions.made} onBack={() => setLeaving(false)} onDone={onClose} />;
  return (
    <Modal opened onClose={leave} title={t('title', { name: flow.name })} size="xl">
      {upgrade.error && <Alert color="red">{sentence(upgrade.error)}</Alert>}
      {!isFresh && !upgrade.error && <Skeleton h={280} />}
      {isFresh && upgrade.data === null && <Text>{t('none')}</Text>}
      {isFresh && upgrade.data && (
        <Suspense fallback={<Skeleton h={280} />}>
          <NodeWordsProvider>
            <UpgradeForm
              id={flow.id}
              upgrade={upgrade.data}
              current={!upgrade.isPlaceholderData}
              additions={additions}
              onCancel={leave}
              onClose={onClose}
            />
          </NodeWordsProvider>
        </Suspense>
      )}
    </Modal>
  );
}

interface UpgradeFormProps {
  id: string;
  upgrade: TemplateUpgrade;
  /** Whether it was made with the values that stand in the form. */
  current: boolean;
  additions: Additions;
  onCancel(): void;
  onClose(): void;
}

function UpgradeForm({ id, upgrade, current, additions, onCancel, onClose }: UpgradeFormProps) {
  const t = useTranslations('designer.upgrade');
  const sentence = useErrorSentence();
  const [choices, setChoices] = useState<UpgradeChoices>({});
  const merged = useMemo(() => mergeUpgrade(upgrade, choices), [upgrade, choices]);
  const apply = useApply(id, upgrade.to, onClose);
  return (
    <Stack>
      <Text>{t('explain', { from: upgrade.from, to: upgrade.to })}</Text>
      <ScrollArea.Autosize mah="58dvh" type="auto" offsetScrollbars="present">
        <Stack gap="lg">
          <AddedThings id={id} parameters={upgrade.parameters} additions={additions} />
          <SideChanges title={t('theirs')} before={upgrade.base} after={upgrade.theirs} />
          <SideChanges title={t('mine')} before={upgrade.base} after={upgrade.mine} />
          <ConflictChoices
            upgrade={upgrade}
            merged={merged}
            choices={choices}
            choose={(key, side) => setChoices((present) => ({ ...present, [key]: side }))}
          />
          <UpgradeChecks flow={merged.flow} scenarios={upgrade.scenarios} />
        </Stack>
      </ScrollArea.Autosize>
      {apply.error && <Alert color="red">{sentence(apply.error)}</Alert>}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button
          loading={apply.isPending}
          disabled={!current}
          onClick={() =>
            apply.mutate({
              id,
              revision: upgrade.revision,
              to: upgrade.to,
              choices: { ...choices },
              bindings: { ...additions.bindings },
              parameters: { ...additions.parameters },
            })
          }
        >
          {t('apply')}
        </Button>
      </Group>
    </Stack>
  );
}

function useApply(id: string, to: string, onClose: () => void) {
  const t = useTranslations('designer.upgrade');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation(
    trpc.templates.applyUpgrade.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queries.invalidateQueries(trpc.flows.list.queryFilter()),
          queries.invalidateQueries(trpc.templates.upgrade.queryFilter({ id })),
          queries.invalidateQueries(trpc.flowScenarios.list.queryFilter({ flowId: id })),
        ]);
        notifications.show({ color: 'teal', message: t('done', { to }) });
        onClose();
        router.push(`/flows/${id}`);
      },
    }),
  );
}
