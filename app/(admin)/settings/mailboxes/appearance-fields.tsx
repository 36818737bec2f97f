'use client';

import { Alert, Button, Code, Group, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { Mailbox } from './mailbox';
import type { MailboxForm } from './mailbox-form';

/** How outgoing mail looks: sender, quotation, signature, and the mark that proves where it comes from. */
export function AppearanceFields({
  form,
  mailbox,
}: {
  form: UseFormReturnType<MailboxForm>;
  mailbox: Mailbox | null;
}) {
  const t = useTranslations('admin.mailboxes');
  return (
    <Stack gap="sm">
      <Group grow align="flex-start">
        <TextInput
          label={t('fromName')}
          description={t('fromNameHelp', { agent: '{{agent.name}}', mailbox: '{{mailbox.name}}' })}
          {...form.getInputProps('fromName')}
        />
        <TextInput
          label={t('replyTo')}
          description={t('replyToHelp')}
          type="email"
          {...form.getInputProps('replyTo')}
        />
      </Group>
      <TextInput
        label={t('unsubscribe')}
        description={t('unsubscribeHelp')}
        {...form.getInputProps('unsubscribe')}
      />
      <Switch label={t('quoteOriginal')} {...form.getInputProps('quoteOriginal', { type: 'checkbox' })} />
      <Group grow align="flex-start">
        <Textarea label={t('signatureDe')} autosize minRows={3} {...form.getInputProps('signatureDe')} />
        <Textarea label={t('signatureEn')} autosize minRows={3} {...form.getInputProps('signatureEn')} />
      </Group>
      <Text size="xs" c="dimmed">
        {t('signatureHelp', {
          places: '{{agent.name}} {{agent.signature}} {{mailbox.name}} {{mailbox.address}} {{ticket.number}}',
        })}
      </Text>
      <Switch
        label={t('signs')}
        description={t('signsHelp')}
        {...form.getInputProps('signs', { type: 'checkbox' })}
      />
      {form.values.signs && <SigningFields form={form} mailbox={mailbox} />}
    </Stack>
  );
}

function SigningFields({ form, mailbox }: { form: UseFormReturnType<MailboxForm>; mailbox: Mailbox | null }) {
  const t = useTranslations('admin.mailboxes');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const record = useMutation(trpc.mailboxes.dkimRecord.mutationOptions());
  const isSaved = Boolean(mailbox?.settings.sending.dkim) && !form.isDirty();
  return (
    <Stack gap="sm">
      <Group grow align="flex-start">
        <TextInput label={t('dkimDomain')} {...form.getInputProps('dkimDomain')} />
        <TextInput label={t('dkimSelector')} {...form.getInputProps('dkimSelector')} />
      </Group>
      {mailbox && isSaved ? (
        <Button
          variant="default"
          w="fit-content"
          loading={record.isPending}
          onClick={() => record.mutate({ id: mailbox.id, isNew: false })}
        >
          {t('dkimShow')}
        </Button>
      ) : (
        <Text size="sm">{t('dkimSaveFirst')}</Text>
      )}
      {record.error && <Alert color="red">{sentence(record.error)}</Alert>}
      {record.data && (
        <>
          <Text size="sm">{t('dkimRecord', { name: record.data.name })}</Text>
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {record.data.value}
          </Code>
        </>
      )}
    </Stack>
  );
}
