'use client';

import { Button, Modal, PasswordInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useSaving } from '../../shared/use-saving';
import type { Hook } from './hook';

interface HookForm {
  name: string;
  enabled: boolean;
  signed: boolean;
  key: string;
  answerBy: string | null;
}

/** Name, signature, and the mailbox that answers go out by. */
export function HookDialog({ hook, onClose }: { hook: Hook | null; onClose(): void }) {
  const t = useTranslations('admin.hooks');
  const shell = useTranslations('shell');
  const locale = useLocale();
  const trpc = useTRPC();
  const { data: mailboxes } = useQuery(trpc.mailboxes.list.queryOptions());
  const saving = useSaving(trpc.hooks.list.queryFilter(), onClose);
  const add = useMutation(trpc.hooks.add.mutationOptions(saving));
  const change = useMutation(trpc.hooks.change.mutationOptions(saving));
  const name = hook ? (hook.name[locale] ?? hook.slot) : '';
  const form = useForm<HookForm>({
    initialValues: {
      name,
      enabled: hook?.enabled ?? true,
      signed: hook?.signed ?? false,
      key: '',
      answerBy: hook?.answerBy ?? null,
    },
    validate: {
      name: (value) => (value.trim() ? null : t('nameMissing')),
      key: (value, { signed }) => (signed && value === '' && !hook?.hasKey ? t('keyMissing') : null),
    },
  });
  const submit = form.onSubmit((values) => {
    if (hook) change.mutate({ id: hook.id, ...values });
    else add.mutate(values);
  });
  return (
    <Modal opened onClose={onClose} title={hook ? t('edit', { name }) : t('add')}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('name')}
            description={t('nameHelp')}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Select
            label={t('answerBy')}
            description={t('answerByHelp')}
            placeholder={t('firstMailbox')}
            clearable
            data={
              mailboxes?.map(({ id, name: names, slot }) => ({ value: id, label: names[locale] ?? slot })) ??
              []
            }
            {...form.getInputProps('answerBy')}
          />
          <Switch
            label={t('signed')}
            description={t('signedHelp')}
            {...form.getInputProps('signed', { type: 'checkbox' })}
          />
          {form.values.signed && (
            <PasswordInput
              label={t('key')}
              description={hook?.hasKey ? t('keyStored') : undefined}
              autoComplete="new-password"
              {...form.getInputProps('key')}
            />
          )}
          <Switch label={t('enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
          <Button type="submit" loading={add.isPending || change.isPending}>
            {shell('save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
