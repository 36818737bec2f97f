'use client';

import { Button, Modal, MultiSelect, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { localizedText } from '@/runtime/flow/localized';
import { hasName, NameFields, nameValues, storedName } from '../../shared/name-fields';
import { useSaving } from '../../shared/use-saving';
import type { Team } from './teams';

/** What a team is called, and who is in it. */
export function TeamDialog({ team, onClose }: { team: Team | null; onClose(): void }) {
  const t = useTranslations('admin.teams');
  const shell = useTranslations('shell');
  const locale = useLocale();
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
    <Modal
      opened
      onClose={onClose}
      title={
        team ? t('edit', { name: localizedText(team.name, locale, ['de', 'en']) || team.slot }) : t('add')
      }
    >
      <form onSubmit={submit}>
        <Stack>
          <NameFields
            labels={{ de: t('nameDe'), en: t('nameEn') }}
            fields={{ de: form.getInputProps('de'), en: form.getInputProps('en') }}
            maxLength={80}
          />
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
          <Button type="submit" loading={add.isPending || change.isPending}>
            {shell('save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

/** Everybody who may work; those who are disabled are shown only while they are members. */
function usePeople(memberIds: readonly string[]): { value: string; label: string }[] {
  const { data: users } = useQuery(useTRPC().users.list.queryOptions());
  return (users ?? [])
    .filter(({ id, disabled }) => !disabled || memberIds.includes(id))
    .map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }));
}
