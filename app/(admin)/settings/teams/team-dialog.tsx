'use client';

import { MultiSelect } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { hasName, nameValues, storedName } from '../../shared/name-fields';
import { ThingDialog } from '../../shared/thing-dialog';
import { useSaving } from '../../shared/use-saving';
import type { Team } from './team';

/** What a team is called, and who is in it. */
export function TeamDialog({ team, onClose }: { team: Team | null; onClose(): void }) {
  const t = useTranslations('admin.teams');
  const trpc = useTRPC();
  const saving = useSaving(trpc.teams.list.queryFilter(), onClose);
  const add = useMutation(trpc.teams.add.mutationOptions(saving));
  const change = useMutation(trpc.teams.change.mutationOptions(saving));
  const form = useForm({
    initialValues: {
      ...nameValues(team?.name),
      memberIds: team?.members.map(({ id }) => id) ?? [],
    },
    validate: { de: (_value, values) => (hasName(values) ? null : t('nameMissing')) },
  });
  const submit = form.onSubmit((values) => {
    const input = { name: storedName(values), memberIds: values.memberIds };
    if (team) change.mutate({ id: team.id, ...input });
    else add.mutate(input);
  });
  return (
    <ThingDialog
      area="teams"
      thing={team}
      names={{ fields: { de: form.getInputProps('de'), en: form.getInputProps('en') }, maxLength: 80 }}
      saving={add.isPending || change.isPending}
      submit={submit}
      onClose={onClose}
    >
      <MultiSelect
        label={t('members')}
        description={t('membersHelp')}
        placeholder={form.values.memberIds.length === 0 ? t('choose') : undefined}
        searchable
        clearable
        nothingFoundMessage={t('nothing')}
        data={usePeople(form.values.memberIds)}
        {...form.getInputProps('memberIds')}
      />
    </ThingDialog>
  );
}

/** Everybody who may work; those who are disabled are shown only while they are members. */
function usePeople(memberIds: readonly string[]): { value: string; label: string }[] {
  const { data: users } = useQuery(useTRPC().users.list.queryOptions());
  return (users ?? [])
    .filter(({ id, disabled }) => !disabled || memberIds.includes(id))
    .map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }));
}
