'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { ThingList } from '../../shared/thing-list';
import { useSaving } from '../../shared/use-saving';
import type { Team } from './team';
import { TeamDialog } from './team-dialog';

/** Groups of people that flows give tickets to and that work on queues. */
export function Teams() {
  const t = useTranslations('admin.teams');
  const format = useFormatter();
  const trpc = useTRPC();
  const { data: teams } = useQuery(trpc.teams.list.queryOptions());
  const about = ({ members }: Team) =>
    members.length === 0 ? t('nobody') : format.list(members.map(({ name }) => name));
  return (
    <ThingList
      area="teams"
      kind="team"
      mayEdit={useMay('user.edit')}
      items={teams}
      empty={t('empty')}
      barred={t('barred')}
      about={about}
      removal={useMutation(trpc.teams.remove.mutationOptions(useSaving(trpc.teams.list.queryFilter())))}
      dialog={(team, close) => <TeamDialog team={team} onClose={close} />}
    />
  );
}
