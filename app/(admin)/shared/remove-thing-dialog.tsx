'use client';

import { Alert, Button, Group, List, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { localizedText } from '@/runtime/flow/localized';
import { NamingFlows } from './naming-flows';

type Use = inferRouterOutputs<AppRouter>['things']['uses'][number];

export type RemovableThing = Pick<Use, 'kind' | 'id'>;

interface RemoveThingDialogProps {
  thing: RemovableThing;
  title: string;
  /** Things that are set to it stand in the way: why, and what to do. */
  barred?: string;
  removing: boolean;
  remove(): void;
  onClose(): void;
}

/** Asks before something that flows name goes, and says where it is used. */
export function RemoveThingDialog({
  thing,
  title,
  barred,
  removing,
  remove,
  onClose,
}: RemoveThingDialogProps) {
  const shell = useTranslations('shell');
  const sentence = useErrorSentence();
  const uses = useQuery(useTRPC().things.uses.queryOptions({ things: [thing] }, { staleTime: 0, gcTime: 0 }));
  const use = uses.data?.[0];
  const isBarred = barred !== undefined && (use?.settings.length ?? 0) > 0;
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack>
        {uses.error && <Alert color="red">{sentence(uses.error)}</Alert>}
        {uses.isPending && <Skeleton h={80} />}
        {isBarred && <Alert color="yellow">{barred}</Alert>}
        {use && <Uses use={use} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {shell('cancel')}
          </Button>
          <Button color="red" disabled={!use || isBarred} loading={removing} onClick={remove}>
            {shell('delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Uses({ use: { flows, settings, tickets } }: { use: Use }) {
  const t = useTranslations('admin.removal');
  const locale = useLocale();
  if (flows.length + settings.length + tickets === 0) return <Text>{t('unused')}</Text>;
  const setTo = settings.map(({ kind, name }) =>
    t(`settings.${kind}`, { name: localizedText(name, locale, ['de', 'en']) }),
  );
  return (
    <>
      {setTo.length > 0 && <Names title={t('set')} names={setTo} />}
      {flows.length > 0 && <NamingFlows flows={flows} />}
      {tickets > 0 && <Text>{t('tickets', { count: tickets })}</Text>}
      <Text c="dimmed">{t('forGood')}</Text>
    </>
  );
}

function Names({ title, names }: { title: string; names: string[] }) {
  return (
    <div>
      <Text>{title}</Text>
      <List size="sm" mt={4}>
        {names.map((name) => (
          <List.Item key={name}>{name}</List.Item>
        ))}
      </List>
    </div>
  );
}
