'use client';

import {
  Alert,
  Button,
  Card,
  Group,
  NumberInput,
  PasswordInput,
  Skeleton,
  Stack,
  TextInput,
} from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { SettingsPage } from '../../shared/settings-page';
import { useSaving } from '../../shared/use-saving';

type Stored = inferRouterOutputs<AppRouter>['settings']['model'];

interface ModelValues {
  baseUrl: string;
  model: string;
  apiKey: string;
  monthlyTokens: number | '';
}

/** The language model behind classifiers; without one the built-in classifier works. */
export function ModelSettings() {
  const t = useTranslations('admin.model');
  const { data } = useQuery(useTRPC().settings.model.queryOptions());
  return (
    <SettingsPage title={t('title')} text={t('text')}>
      {data ? <ModelForm stored={data} /> : <Skeleton h={300} />}
    </SettingsPage>
  );
}

function ModelForm({ stored }: { stored: Stored }) {
  const t = useTranslations('admin.model');
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const mayEdit = useMay('setting.edit');
  const form = useForm<ModelValues>({
    initialValues: {
      baseUrl: stored.baseUrl,
      model: stored.model,
      apiKey: '',
      monthlyTokens: stored.monthlyTokens ?? '',
    },
    validate: {
      baseUrl: (value) => (value === '' || /^https?:\/\/\S+$/.test(value) ? null : t('urlInvalid')),
    },
  });
  const save = useMutation(
    trpc.settings.saveModel.mutationOptions(
      useSaving(trpc.settings.model.queryFilter(), () => form.setFieldValue('apiKey', '')),
    ),
  );
  const trial = useMutation(trpc.settings.tryModel.mutationOptions());
  const submit = form.onSubmit(({ apiKey, monthlyTokens, ...rest }) =>
    save.mutate({
      ...rest,
      // Nothing typed keeps the stored key; taking the server away takes its key away as well.
      apiKey: rest.baseUrl === '' ? '' : apiKey || null,
      monthlyTokens: monthlyTokens === '' ? null : monthlyTokens,
    }),
  );
  return (
    <Card withBorder>
      <form onSubmit={submit}>
        <Stack maw={520}>
          <ModelFields form={form} hasApiKey={stored.hasApiKey} />
          {trial.data && (
            <Alert color={trial.data.works ? 'teal' : 'red'} role="status">
              {t(trial.data.works ? 'trialWorks' : 'trialFails', { detail: trial.data.detail })}
            </Alert>
          )}
          {trial.error && <Alert color="red">{sentence(trial.error)}</Alert>}
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!mayEdit}>
              {shell('save')}
            </Button>
            <Button
              variant="default"
              loading={trial.isPending}
              disabled={!mayEdit || form.values.baseUrl === ''}
              onClick={() =>
                trial.mutate({ baseUrl: form.values.baseUrl, apiKey: form.values.apiKey || null })
              }
            >
              {t('try')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function ModelFields({ form, hasApiKey }: { form: UseFormReturnType<ModelValues>; hasApiKey: boolean }) {
  const t = useTranslations('admin.model');
  return (
    <>
      <TextInput
        label={t('baseUrl')}
        description={t('baseUrlHelp')}
        placeholder="https://api.openai.com/v1"
        {...form.getInputProps('baseUrl')}
      />
      <TextInput label={t('model')} placeholder="gpt-5-mini" {...form.getInputProps('model')} />
      <PasswordInput
        label={t('apiKey')}
        description={t(hasApiKey ? 'apiKeyStored' : 'apiKeyHelp')}
        placeholder={hasApiKey ? '••••••••••••' : ''}
        autoComplete="off"
        {...form.getInputProps('apiKey')}
      />
      <NumberInput
        label={t('monthlyTokens')}
        description={t('monthlyTokensHelp')}
        min={1}
        thousandSeparator=" "
        allowDecimal={false}
        value={form.values.monthlyTokens}
        onChange={(value) => form.setFieldValue('monthlyTokens', typeof value === 'number' ? value : '')}
      />
    </>
  );
}
