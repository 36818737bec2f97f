'use client';

import {
  Accordion,
  Alert,
  Button,
  Drawer,
  Group,
  SegmentedControl,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { type FormErrors, type FormRulesRecord, type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useSaving } from '../../shared/use-saving';
import { AnswerFields } from './answer-fields';
import { AppearanceFields } from './appearance-fields';
import { FetchingFields, LimitField } from './fetching-fields';
import { Findings } from './findings';
import type { Mailbox } from './mailbox';
import { formOf, inputOf, type MailboxForm, usesOAuth } from './mailbox-form';
import { OAuthFields } from './oauth-fields';
import { PushFields } from './push-fields';
import { SendingFields } from './sending-fields';
import { ServerFields } from './server-fields';
import { useProviderFilling } from './use-provider-filling';

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
    validate: useRules(),
  });
  // The form is longer than the screen: what is missing may be out of sight.
  const showFirst = (errors: FormErrors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus();
  const submit = form.onSubmit((values) => {
    const input = inputOf(values, mailbox);
    if (mailbox) change.mutate({ id: mailbox.id, ...input });
    else add.mutate(input);
  }, showFirst);
  const tryOut = () => {
    const { hasErrors, errors } = form.validate();
    if (hasErrors) {
      showFirst(errors);
      return;
    }
    const { settings, secrets } = inputOf(form.values, mailbox);
    trial.mutate({ id: mailbox?.id ?? null, settings, secrets });
  };
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
          <NameAndAddresses form={form} />
          <Sections form={form} mailbox={mailbox} />
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

/** The first address tells the provider: its servers are filled in. */
function NameAndAddresses({ form }: { form: UseFormReturnType<MailboxForm> }) {
  const t = useTranslations('admin.mailboxes');
  const provider = useProviderFilling(form);
  return (
    <>
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
      />
      {provider && (
        <Text size="xs" c="dimmed" role="status">
          {t(`recognised.${provider.login}`, { provider: provider.name })}
        </Text>
      )}
      <Switch
        label={t('enabled')}
        description={form.values.enabled ? null : t('disabledHelp')}
        {...form.getInputProps('enabled', { type: 'checkbox' })}
      />
    </>
  );
}

function useRules(): FormRulesRecord<MailboxForm> {
  const t = useTranslations('admin.mailboxes');
  return {
    name: (value) => (value.trim() ? null : t('nameMissing')),
    addresses: (value) =>
      value.length > 0 && value.every((address) => /^\S+@\S+$/.test(address)) && !value[0]?.startsWith('*')
        ? null
        : t('addressMissing'),
    imapHost: (value, { incoming }) => (incoming !== 'imap' || value.trim() ? null : t('hostMissing')),
    imapUser: (value, { incoming }) => (incoming !== 'imap' || value.trim() ? null : t('userMissing')),
    moveFolder: (value, { incoming, afterFetch }) =>
      incoming !== 'imap' || afterFetch !== 'move' || value.trim() ? null : t('folderMissing'),
    oauthClientId: (value, values) =>
      !usesOAuth(values) || value.trim() ? null : t('oauth.clientIdMissing'),
    unsubscribe: (value) =>
      /^(?:|https:\/\/\S+|[^\s@]+@[^\s@]+\.[^\s@]+)$/.test(value.trim()) ? null : t('unsubscribeWrong'),
    smtpHost: (value, { outgoing }) => (outgoing === 'outbox' || value.trim() ? null : t('hostMissing')),
  };
}

interface SectionProps {
  form: UseFormReturnType<MailboxForm>;
  mailbox: Mailbox | null;
}

/** What most people fill in stands open; the rest is one click away. */
function Sections({ form, mailbox }: SectionProps) {
  const t = useTranslations('admin.mailboxes');
  return (
    <>
      <Title order={3}>{t('incoming')}</Title>
      <SegmentedControl
        data={(['imap', 'listener', 'push'] as const).map((value) => ({
          value,
          label: t(`incomings.${value}`),
        }))}
        {...form.getInputProps('incoming')}
      />
      <Incoming form={form} mailbox={mailbox} />
      <Title order={3}>{t('outgoing')}</Title>
      <SegmentedControl
        data={(['smtp', 'outbox'] as const).map((value) => ({ value, label: t(`outgoings.${value}`) }))}
        {...form.getInputProps('outgoing')}
      />
      {form.values.outgoing === 'smtp' ? (
        <>
          <ServerFields form={form} kind="smtp" passwordStored={hasSecret(mailbox, 'smtpPassword')} />
          <SendingFields form={form} />
        </>
      ) : (
        <Text c="dimmed">{t('outboxHelp')}</Text>
      )}
      {usesOAuth(form.values) && (
        <>
          <Title order={3}>{t('oauth.title')}</Title>
          <OAuthFields form={form} mailbox={mailbox} />
        </>
      )}
      <Accordion variant="separated" multiple>
        <Accordion.Item value="appearance">
          <Accordion.Control>{t('appearance')}</Accordion.Control>
          <Accordion.Panel>
            <AppearanceFields form={form} mailbox={mailbox} />
          </Accordion.Panel>
        </Accordion.Item>
        <Accordion.Item value="answers">
          <Accordion.Control>{t('answersAndOrigin')}</Accordion.Control>
          <Accordion.Panel>
            <AnswerFields form={form} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </>
  );
}

function Incoming({ form, mailbox }: SectionProps) {
  const t = useTranslations('admin.mailboxes');
  const { incoming } = form.values;
  if (incoming === 'imap') {
    return (
      <>
        <ServerFields form={form} kind="imap" passwordStored={hasSecret(mailbox, 'imapPassword')} />
        <FetchingFields form={form} />
      </>
    );
  }
  return (
    <>
      {incoming === 'push' ? <PushFields mailbox={mailbox} /> : <Text c="dimmed">{t('listenerHelp')}</Text>}
      <LimitField form={form} />
    </>
  );
}

function hasSecret(mailbox: Mailbox | null, name: string): boolean {
  return mailbox?.storedSecrets.includes(name) ?? false;
}
