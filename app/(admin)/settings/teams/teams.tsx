'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { localizedText } from '@/runtime/flow/localized';
import { EditableList } from '../../shared/editable-list';
import { ThingCard } from '../../shared/thing-card';
import { useSaving } from '../../shared/use-saving';
import { TeamDialog } from './team-dialog';

export type Team = inferRouterOutputs<AppRouter>['teams']['list'][number];

/** Groups of people that flows give tickets to and that work on queues. */
export function Teams() {
  const t = useTranslations('admin.teams');
  const mayEdit = useMay('user.edit');
  const { data: teams } = useQuery(useTRPC().teams.list.queryOptions());
  return (
    <EditableList
      title={t('title')}
      text={t('text')}
      add={mayEdit ? t('add') : null}
      empty={t('empty')}
      items={teams}
      card={(team, edit) => <TeamCard key={team.id} team={team} edit={edit} />}
      dialog={(team, close) => <TeamDialog team={team} onClose={close} />}
    />
  );
}

function TeamCard({ team, edit }: { team: Team; edit(): void }) {
  const t = useTranslations('admin.teams');
  const locale = useLocale();
  const format = useFormatter();
  const trpc = useTRPC();
  const name = localizedText(team.name, locale, ['de', 'en']) || team.slot;
  return (
    <ThingCard
      thing={{ kind: 'team', id: team.id }}
      name={name}
      slot={`team:${team.slot}`}
      about={team.members.length === 0 ? t('nobody') : format.list(team.members.map((member) => member.name))}
      words={{ edit: t('edit', { name }), remove: t('removeTitle', { name }), barred: t('barred') }}
      mayEdit={useMay('user.edit')}
      edit={edit}
      removal={useMutation(trpc.teams.remove.mutationOptions(useSaving(trpc.teams.list.queryFilter())))}
    />
  );
}
