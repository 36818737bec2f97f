'use client';

import { Button, Card, Select, Skeleton, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslations } from 'next-intl';
import { isLanguage, languages } from '@/app/i18n/language';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { SettingsPage } from '../../shared/settings-page';
import { useSaving } from '../../shared/use-saving';
import { MailSettings } from './mail-settings';

type Stored = inferRouterOutputs<AppRouter>['settings']['installation'];

/** What holds for the whole installation. */
export function Installation() {
  const t = useTranslations('admin.installation');
  const { data } = useQuery(useTRPC().settings.installation.queryOptions());
  return (
    <SettingsPage title={t('title')} text={t('text')}>
      <Stack gap="xl">
        {data ? <InstallationForm stored={data} /> : <Skeleton h={300} />}
        <MailSettings />
      </Stack>
    </SettingsPage>
  );
}

function InstallationForm({ stored }: { stored: Stored }) {
  const t = useTranslations('admin.installation');
  const shell = useTranslations('shell');
  const names = useTranslations('shell.profile.languages');
  const trpc = useTRPC();
  const mayEdit = useMay('setting.edit');
  const { data: targets } = useQuery(trpc.inbox.targets.queryOptions());
  const save = useMutation(
    trpc.settings.saveInstallation.mutationOptions(useSaving(trpc.settings.installation.queryFilter())),
  );
  const form = useForm({
    initialValues: stored,
    validate: { name: (value) => (value.trim() ? null : t('nameMissing')) },
  });
  return (
    <Card withBorder>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack maw={460}>
          <TextInput label={t('name')} description={t('nameHelp')} {...form.getInputProps('name')} />
          <Select
            label={t('language')}
            description={t('languageHelp')}
            data={languages.map((value) => ({ value, label: names(value) }))}
            allowDeselect={false}
            value={form.values.language}
            onChange={(value) => isLanguage(value) && form.setFieldValue('language', value)}
          />
          <Select
            label={t('timeZone')}
            data={Intl.supportedValuesOf('timeZone')}
            searchable
            allowDeselect={false}
            {...form.getInputProps('timeZone')}
          />
          <Select
            label={t('fallbackQueue')}
            description={t('fallbackQueueHelp')}
            data={targets?.queues.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            {...form.getInputProps('fallbackQueueId')}
          />
          <Button type="submit" loading={save.isPending} disabled={!mayEdit} w="fit-content">
            {shell('save')}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
