'use client';

import { Button, Drawer, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useSaving } from '../../shared/use-saving';
import type { Chat } from './chat';
import { type ChatForm, formOf, inputOf, siteOf } from './chat-form';
import { HoursFields } from './hours-fields';
import { LookFields } from './look-fields';
import { VisitorFields } from './visitor-fields';
import { WordFields } from './word-fields';

/** Everything about one chat. */
export function ChatDialog({ chat, onClose }: { chat: Chat | null; onClose(): void }) {
  const t = useTranslations('chat');
  const shell = useTranslations('shell');
  const locale = useLocale();
  const trpc = useTRPC();
  const saving = useSaving(trpc.chats.list.queryFilter(), onClose);
  const add = useMutation(trpc.chats.add.mutationOptions(saving));
  const change = useMutation(trpc.chats.change.mutationOptions(saving));
  const form = useForm<ChatForm>({
    initialValues: formOf(chat, locale, { de: t('greetingDe'), en: t('greetingEn') }),
    validate: {
      name: (value) => (value.trim() ? null : t('nameMissing')),
      allowedOrigins: (value) => (value.every((site) => siteOf(site)) ? null : t('originWrong')),
      privacyUrl: (value) => (value === '' || /^https?:\/\/\S+\.\S+$/.test(value) ? null : t('urlWrong')),
      color: (value) => (/^#[0-9a-f]{6}$/i.test(value) ? null : t('colorWrong')),
    },
  });
  const submit = form.onSubmit(
    (values) => {
      const allowedOrigins = values.allowedOrigins.flatMap((site) => siteOf(site) ?? []);
      const input = inputOf({ ...values, allowedOrigins });
      if (chat) change.mutate({ id: chat.id, ...input });
      else add.mutate(input);
    },
    // The form is long: the first field that is wrong comes into view.
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
  );
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={<Text fw={600}>{t(chat ? 'editTitle' : 'add')}</Text>}
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
            label={t('origins')}
            description={t('originsHelp')}
            placeholder="https://www.example.com"
            splitChars={[',', ' ', ';']}
            acceptValueOnBlur
            {...form.getInputProps('allowedOrigins')}
          />
          <Switch label={t('enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
          <LookFields form={form} />
          <WordFields form={form} />
          <VisitorFields form={form} />
          <HoursFields form={form} />
          <Button type="submit" loading={add.isPending || change.isPending} style={{ alignSelf: 'start' }}>
            {shell('save')}
          </Button>
        </Stack>
      </form>
    </Drawer>
  );
}
