'use client';

import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';

const MINIMUM = 10;

/** After a one-time log-in: name, address and a password of one's own, or later. */
export function WelcomeForm({ name, email }: { name: string; email: string }) {
  const t = useTranslations('auth');
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const goOn = () => window.location.assign('/');
  const complete = useMutation(trpc.profile.complete.mutationOptions({ onSuccess: goOn }));
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name, email, password: '', repeated: '' },
    validate: {
      name: (value) => (value.trim() ? null : t('welcome.nameMissing')),
      email: (value) => (/^\S+@\S+$/.test(value) ? null : t('emailMissing')),
      password: (value) => (value.length >= MINIMUM ? null : t('welcome.tooShort', { minimum: MINIMUM })),
      repeated: (value, values) => (value === values.password ? null : t('welcome.different')),
    },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ name, email, password }) => complete.mutate({ name, email, password }))}
      noValidate
    >
      <Stack>
        <Title order={1}>{t('welcome.title')}</Title>
        <Text c="dimmed">{t('welcome.text')}</Text>
        {complete.error && (
          <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert">
            {sentence(complete.error)}
          </Alert>
        )}
        <TextInput
          label={t('welcome.name')}
          autoComplete="name"
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('welcome.newPassword')}
          description={t('welcome.passwordHint', { minimum: MINIMUM })}
          autoComplete="new-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <PasswordInput
          label={t('welcome.repeat')}
          autoComplete="new-password"
          key={form.key('repeated')}
          {...form.getInputProps('repeated')}
        />
        <Button type="submit" loading={complete.isPending || complete.isSuccess} fullWidth>
          {t('welcome.save')}
        </Button>
        <Button variant="subtle" color="gray" onClick={goOn} fullWidth>
          {t('welcome.later')}
        </Button>
      </Stack>
    </form>
  );
}
