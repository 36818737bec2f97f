'use client';

import {
  Alert,
  Button,
  Drawer,
  Group,
  SegmentedControl,
  Stack,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useSaving } from '../../shared/use-saving';
import { FetchingFields } from './fetching-fields';
import { Findings } from './findings';
import { formOf, inputOf, type MailboxForm } from './mailbox-form';
import type { Mailbox } from './mailboxes';
import { SendingFields } from './sending-fields';
import { ServerFields } from './server-fields';

/** Everything about one mailbox; "try" connects and logs in before anything is saved. */
export function MailboxDialog({ mailbox, onClose }: { mailbox: Mailbox | null; onClose(): void }) {
  const t = useTranslations('admin.mailboxes');
  const shell = useTranslations('shell');
  const locale = useLocale();
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const saving = useSaving(trpc.mailboxes.list.queryFilter(), onClose);
  const add = useMutation(trpc.mailboxes.add.mutationOptions(saving));
  const change = useMutation(trpc.mailboxes.change.mutationOptions(saving));
  const trial = useMutation(trpc.mailboxes.tryOut.mutationOptions());
  const form = useForm<MailboxForm>({
    initialValues: formOf(mailbox, locale),
    validate: {
      name: (value) => (value.trim() ? null : t('nameMissing')),
      addresses: (value) =>
        value.length > 0 && value.every((address) => /^\S+@\S+$/.test(address)) ? null : t('addressMissing'),
      imapHost: (value, { incoming }) => (incoming === 'listener' || value.trim() ? null : t('hostMissing')),
      imapUser: (value, { incoming }) => (incoming === 'listener' || value.trim() ? null : t('userMissing')),
      moveFolder: (value, { incoming, afterFetch }) =>
        incoming === 'listener' || afterFetch !== 'move' || value.trim() ? null : t('folderMissing'),
      smtpHost: (value, { outgoing }) => (outgoing === 'outbox' || value.trim() ? null : t('hostMissing')),
    },
  });
  const fillFromProvider = useProviderFilling(form);
  const submit = form.onSubmit((values) => {
    const input = inputOf(values, mailbox);
    if (mailbox) change.mutate({ id: mailbox.id, ...input });
    else add.mutate(input);
  });
  const tryOut = () => {
    if (form.validate().hasErrors) return;
    const { settings, secrets } = inputOf(form.values, mailbox);
    trial.mutate({ id: mailbox?.id ?? null, settings, secrets });
  };
  const { incoming, outgoing } = form.values;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={<Text fw={600}>{mailbox ? t('editTitle') : t('add')}</Text>}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('name')}
            description={t('nameHelp')}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TagsInput
            label={t('addresses')}
            description={t('addressesHelp')}
            splitChars={[',', ' ', ';']}
            acceptValueOnBlur
            {...form.getInputProps('addresses')}
            onBlur={() => void fillFromProvider()}
          />
          <Switch label={t('enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
          <Title order={3}>{t('incoming')}</Title>
          <SegmentedControl
            data={(['imap', 'listener'] as const).map((value) => ({ value, label: t(`incomings.${value}`) }))}
            {...form.getInputProps('incoming')}
          />
          {incoming === 'imap' ? (
            <>
              <ServerFields form={form} kind="imap" passwordStored={hasSecret(mailbox, 'imapPassword')} />
              <FetchingFields form={form} />
            </>
          ) : (
            <Text c="dimmed">{t('listenerHelp')}</Text>
          )}
          <Title order={3}>{t('outgoing')}</Title>
          <SegmentedControl
            data={(['smtp', 'outbox'] as const).map((value) => ({ value, label: t(`outgoings.${value}`) }))}
            {...form.getInputProps('outgoing')}
          />
          {outgoing === 'smtp' ? (
            <>
              <ServerFields form={form} kind="smtp" passwordStored={hasSecret(mailbox, 'smtpPassword')} />
              <SendingFields form={form} />
            </>
          ) : (
            <Text c="dimmed">{t('outboxHelp')}</Text>
          )}
          <Title order={3}>{t('signature')}</Title>
          <Group grow align="flex-start">
            <Textarea label={t('signatureDe')} autosize minRows={3} {...form.getInputProps('signatureDe')} />
            <Textarea label={t('signatureEn')} autosize minRows={3} {...form.getInputProps('signatureEn')} />
          </Group>
          {trial.data && <Findings findings={trial.data} />}
          {trial.error && <Alert color="red">{sentence(trial.error)}</Alert>}
          <Group>
            <Button type="submit" loading={add.isPending || change.isPending}>
              {shell('save')}
            </Button>
            <Button variant="default" onClick={tryOut} loading={trial.isPending}>
              {t('try')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

function hasSecret(mailbox: Mailbox | null, name: string): boolean {
  return mailbox?.storedSecrets.includes(name) ?? false;
}

/** Known providers fill in their servers as soon as the first address is there, where nothing was typed yet. */
function useProviderFilling(form: Pick<UseFormReturnType<MailboxForm>, 'getValues' | 'setValues'>) {
  const trpc = useTRPC();
  const client = useQueryClient();
  return async () => {
    const { addresses, imapHost, smtpHost, imapUser, smtpUser } = form.getValues();
    const [address] = addresses;
    if (!address || imapHost || smtpHost) return;
    const provider = await client
      .fetchQuery(trpc.mailboxes.provider.queryOptions({ address }))
      .catch(() => null);
    if (!provider) return;
    form.setValues({
      imapHost: provider.imap.host,
      imapPort: provider.imap.port,
      imapSecurity: provider.imap.security,
      smtpHost: provider.smtp.host,
      smtpPort: provider.smtp.port,
      smtpSecurity: provider.smtp.security,
      imapUser: imapUser || address,
      smtpUser: smtpUser || address,
    });
  };
}
