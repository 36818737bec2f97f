'use client';

import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

type Refusal = 'wrong' | 'tooMany' | 'disabled' | 'offline' | 'spent';

/** Signs in and starts over with a fresh page, so that nothing of an earlier account stays in memory. */
export function LoginForm({ linkSpent }: { linkSpent: boolean }) {
  const t = useTranslations('auth');
  const [refusal, setRefusal] = useState<Refusal | null>(linkSpent ? 'spent' : null);
  const [busy, setBusy] = useState(false);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : t('emailMissing')),
      password: (value) => (value ? null : t('passwordMissing')),
    },
  });
  const submit = form.onSubmit(async (values) => {
    setBusy(true);
    const refused = await signIn(values);
    if (refused) {
      setRefusal(refused);
      setBusy(false);
    } else window.location.assign('/');
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Title order={1}>{t('signIn')}</Title>
        {refusal && (
          <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert">
            {t(`refusals.${refusal}`)}
          </Alert>
        )}
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          data-autofocus
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={busy} fullWidth>
          {t('signIn')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('forgotten')}
        </Text>
      </Stack>
    </form>
  );
}

async function signIn(credentials: { email: string; password: string }): Promise<Refusal | null> {
  try {
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
    if (response.ok) return null;
    if (response.status === 429) return 'tooMany';
    return response.status === 403 ? 'disabled' : 'wrong';
  } catch {
    return 'offline';
  }
}
