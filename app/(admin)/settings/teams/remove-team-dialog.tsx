'use client';

import { Alert, Button, Group, List, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { localizedText } from '@/runtime/flow/localized';
import { useSaving } from '../../shared/use-saving';
import type { Team } from './teams';

/** Asks before a team goes, and says what uses it. */
export function RemoveTeamDialog({ team, name, onClose }: { team: Team; name: string; onClose(): void }) {
  const t = useTranslations('admin.teams');
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const use = useQuery(trpc.teams.use.queryOptions({ id: team.id }, { staleTime: 0, gcTime: 0 }));
  const removal = useMutation(
    trpc.teams.remove.mutationOptions(useSaving(trpc.teams.list.queryFilter(), onClose)),
  );
  const isBarred = (use.data?.settings.length ?? 0) > 0;
  return (
    <Modal opened onClose={onClose} title={t('removeTitle', { name })}>
      <Stack>
        {use.error && <Alert color="red">{sentence(use.error)}</Alert>}
        {use.isPending && <Skeleton h={80} />}
        {use.data && <TeamUse use={use.data} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {shell('cancel')}
          </Button>
          <Button
            color="red"
            disabled={!use.data || isBarred}
            loading={removal.isPending}
            onClick={() => removal.mutate({ id: team.id })}
          >
            {shell('delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface TeamUseProps {
  use: {
    flows: { id: string; name: string }[];
    settings: { name: Record<string, string> }[];
    tickets: number;
  };
}

function TeamUse({ use: { flows, settings, tickets } }: TeamUseProps) {
  const t = useTranslations('admin.teams');
  const locale = useLocale();
  if (flows.length + settings.length + tickets === 0) return <Text>{t('unused')}</Text>;
  return (
    <>
      {settings.length > 0 && (
        <Alert color="yellow" title={t('queues', { count: settings.length })}>
          <Names names={settings.map((one) => localizedText(one.name, locale, ['de', 'en']))} />
        </Alert>
      )}
      {flows.length > 0 && (
        <div>
          <Text>{t('flows', { count: flows.length })}</Text>
          <Names names={flows.map((flow) => flow.name)} />
        </div>
      )}
      {tickets > 0 && <Text>{t('tickets', { count: tickets })}</Text>}
    </>
  );
}

function Names({ names }: { names: string[] }) {
  return (
    <List size="sm" mt={4}>
      {names.map((name) => (
        <List.Item key={name}>{name}</List.Item>
      ))}
    </List>
  );
}
