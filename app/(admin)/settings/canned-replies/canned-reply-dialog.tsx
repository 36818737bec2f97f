'use client';

import { Button, Code, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { cannedReplyVariables } from '@/runtime/inbox/fill-canned-reply';
import { useSaving } from '../../shared/use-saving';
import type { CannedReply } from './canned-reply';

const SHORTCUT = /^[\p{L}\p{N}][\p{L}\p{N}-]{0,39}$/u;

/** Title, shortcut, where it is offered, and the text in both languages. */
export function CannedReplyDialog({ reply, onClose }: { reply: CannedReply | null; onClose(): void }) {
  const t = useTranslations('admin.cannedReplies');
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const { data: targets } = useQuery(trpc.inbox.targets.queryOptions());
  const saving = useSaving(trpc.cannedReplies.pathFilter(), onClose);
  const add = useMutation(trpc.cannedReplies.add.mutationOptions(saving));
  const change = useMutation(trpc.cannedReplies.change.mutationOptions(saving));
  const form = useForm({
    initialValues: {
      title: reply?.title ?? '',
      shortcut: reply?.shortcut ?? '',
      de: reply?.text.de ?? '',
      en: reply?.text.en ?? '',
      queueId: reply?.queueId ?? null,
    },
    validate: {
      title: (value) => (value.trim() ? null : t('titleMissing')),
      shortcut: (value) => (SHORTCUT.test(value.trim()) ? null : t('shortcutInvalid')),
      de: (value, { en }) => (value.trim() || en.trim() ? null : t('textMissing')),
    },
  });
  const submit = form.onSubmit(({ de, en, ...rest }) => {
    const input = { ...rest, text: { de, en } };
    if (reply) change.mutate({ id: reply.id, ...input });
    else add.mutate(input);
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={reply ? t('edit', { title: reply.title }) : t('add')}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Group grow align="flex-start">
            <TextInput label={t('titleLabel')} data-autofocus {...form.getInputProps('title')} />
            <TextInput label={t('shortcut')} leftSection="/" {...form.getInputProps('shortcut')} />
          </Group>
          <Select
            label={t('queue')}
            placeholder={t('everyQueue')}
            clearable
            data={targets?.queues.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            {...form.getInputProps('queueId')}
          />
          <Group grow align="flex-start">
            <Textarea label={t('textDe')} autosize minRows={6} maxRows={16} {...form.getInputProps('de')} />
            <Textarea label={t('textEn')} autosize minRows={6} maxRows={16} {...form.getInputProps('en')} />
          </Group>
          <Group gap={6}>
            <Text size="xs" c="dimmed">
              {t('variables')}
            </Text>
            {cannedReplyVariables.map((name) => (
              <Code key={name}>{`{{${name}}}`}</Code>
            ))}
          </Group>
          <Button type="submit" loading={add.isPending || change.isPending}>
            {shell('save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
