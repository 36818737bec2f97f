'use client';

import { Button, Card, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useAccount } from '@/app/shell/account-context';
import { SettingsPage } from '../../shared/settings-page';
import { SignatureCard } from './signature-card';

const MINIMUM = 10;

/** One's own account. */
export function Profile() {
  const t = useTranslations('admin.profile');
  const roles = useTranslations('shell.profile.roles');
  const account = useAccount();
  return (
    <SettingsPage title={t('title')} text={t('text')}>
      <Stack>
        <Card withBorder>
          <Text fw={600}>{account.name}</Text>
          <Text c="dimmed">
            {account.email} · {roles(account.role)}
          </Text>
        </Card>
        <SignatureCard />
        <PasswordCard />
      </Stack>
    </SettingsPage>
  );
}

function PasswordCard() {
  const t = useTranslations('admin.profile');
  const shell = useTranslations('shell');
  const account = useAccount();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { current: '', password: '' },
    validate: {
      current: (value) => (value ? null : t('currentMissing')),
      password: (value) => (value.length >= MINIMUM ? null : t('tooShort', { minimum: MINIMUM })),
    },
  });
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.reset();
      notifications.show({ color: 'teal', message: t('changed') });
    },
    onError: () => form.setFieldError('current', t('wrongPassword')),
  });
  return (
    <Card withBorder>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack maw={380}>
          <Title order={2}>{t('passwordTitle')}</Title>
          <TextInput
            value={account.email}
            autoComplete="username"
            readOnly
            style={{ display: 'none' }}
            aria-hidden
          />
          <PasswordInput
            label={t('current')}
            autoComplete="current-password"
            key={form.key('current')}
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label={t('new')}
            autoComplete="new-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={change.isPending} w="fit-content">
            {shell('save')}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}

/** Other browsers that are signed in with the old password are signed out. */
async function changePassword({ current, password }: { current: string; password: string }): Promise<void> {
  const response = await fetch('/api/auth/change-password', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ currentPassword: current, newPassword: password, revokeOtherSessions: true }),
  });
  if (!response.ok) throw new Error(`The password was not changed: ${response.status}`);
}
