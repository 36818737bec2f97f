'use client';

import { Alert, Button, Group, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { Mailbox } from './mailbox';
import type { MailboxForm } from './mailbox-form';

const providers = ['google', 'microsoft', 'other'] as const;
const callback = '/api/oauth/mailbox/callback';

/** What was registered at the provider, and the way there for whoever owns the mailbox. */
export function OAuthFields({
  form,
  mailbox,
}: {
  form: UseFormReturnType<MailboxForm>;
  mailbox: Mailbox | null;
}) {
  const t = useTranslations('admin.mailboxes.oauth');
  const { oauthProvider } = form.values;
  const stored = mailbox?.storedSecrets ?? [];
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('help', { address: typeof window === 'undefined' ? callback : window.location.origin + callback })}
      </Text>
      <Group grow align="flex-start">
        <Select
          label={t('provider')}
          allowDeselect={false}
          data={providers.map((value) => ({ value, label: t(`providers.${value}`) }))}
          {...form.getInputProps('oauthProvider')}
        />
        {oauthProvider === 'microsoft' && (
          <TextInput label={t('tenant')} placeholder="common" {...form.getInputProps('oauthTenant')} />
        )}
      </Group>
      <Group grow align="flex-start">
        <TextInput label={t('clientId')} autoComplete="off" {...form.getInputProps('oauthClientId')} />
        <PasswordInput
          label={t('clientSecret')}
          autoComplete="new-password"
          placeholder={stored.includes('oauthClientSecret') ? t('stored') : ''}
          {...form.getInputProps('oauthClientSecret')}
        />
      </Group>
      {oauthProvider === 'other' && (
        <>
          <TextInput label={t('authorizeUrl')} {...form.getInputProps('oauthAuthorizeUrl')} />
          <TextInput label={t('tokenUrl')} {...form.getInputProps('oauthTokenUrl')} />
          <TextInput label={t('scope')} {...form.getInputProps('oauthScope')} />
        </>
      )}
      <SignIn mailbox={mailbox} isChanged={form.isDirty()} />
    </Stack>
  );
}

/** Only what is saved counts at the provider, so changes have to be saved first. */
function SignIn({ mailbox, isChanged }: { mailbox: Mailbox | null; isChanged: boolean }) {
  const t = useTranslations('admin.mailboxes.oauth');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const begin = useMutation(
    trpc.mailboxes.beginSignIn.mutationOptions({ onSuccess: ({ url }) => window.location.assign(url) }),
  );
  if (!mailbox || isChanged) return <Text size="sm">{t('saveFirst')}</Text>;
  const isSignedIn = mailbox.storedSecrets.includes('oauthRefreshToken');
  return (
    <Group>
      <Button
        variant={isSignedIn ? 'default' : 'filled'}
        loading={begin.isPending}
        onClick={() => begin.mutate({ id: mailbox.id, redirectUri: `${window.location.origin}${callback}` })}
      >
        {isSignedIn ? t('again') : t('signIn')}
      </Button>
      <Text size="sm" c={isSignedIn ? 'teal' : 'dimmed'}>
        {isSignedIn ? t('signedIn') : t('notYet')}
      </Text>
      {begin.error && <Alert color="red">{sentence(begin.error)}</Alert>}
    </Group>
  );
}
