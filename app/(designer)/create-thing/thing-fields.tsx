'use client';

import { MultiSelect, NumberInput, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { CalendarFields } from './calendar-fields';
import { MailboxFields } from './mailbox-fields';
import type { CreatableKind, ThingForm } from './thing';

export interface FieldsProps {
  form: ThingForm;
  change(changes: Partial<ThingForm>): void;
  /** What is wrong with a field, once somebody tried to save. */
  wrong(field: keyof ThingForm): string | undefined;
}

/** What matters about a thing besides its name; the rest is in the settings. */
export function ThingFields({ kind, ...props }: FieldsProps & { kind: CreatableKind }) {
  switch (kind) {
    case 'queue':
      return <QueueFields {...props} />;
    case 'calendar':
      return <CalendarFields {...props} />;
    case 'mailbox':
      return <MailboxFields {...props} />;
    case 'chat':
      return <ChatFields {...props} />;
    case 'hook':
      return <Hint kind="hook" />;
    case 'team':
      return <TeamFields {...props} />;
    case 'agent':
      return <PersonFields {...props} />;
  }
}

function QueueFields({ form, change }: FieldsProps) {
  const t = useTranslations('designer.create');
  return (
    <>
      <Radio.Group
        label={t('distribution')}
        value={form.distribution}
        onChange={(value) => change({ distribution: value === 'push' ? 'push' : 'pull' })}
      >
        <Stack gap={6} mt={6}>
          {(['pull', 'push'] as const).map((value) => (
            <Radio key={value} value={value} label={t(`distributions.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <NumberInput
        label={t('firstReply')}
        description={t('firstReplyHelp')}
        placeholder={t('nothingPromised')}
        suffix={t('hoursSuffix')}
        min={0.25}
        max={8760}
        step={1}
        decimalScale={2}
        value={form.firstReply}
        onChange={(value) => change({ firstReply: typeof value === 'number' ? value : '' })}
      />
    </>
  );
}

function ChatFields({ form, change }: FieldsProps) {
  const t = useTranslations('designer.create');
  return (
    <>
      <TextInput
        label={t('site')}
        description={t('siteHelp')}
        placeholder="https://www.example.com"
        value={form.site}
        onChange={(event) => change({ site: event.currentTarget.value })}
      />
      <Hint kind="chat" />
    </>
  );
}

function TeamFields({ form, change }: FieldsProps) {
  const t = useTranslations('designer.create');
  const users = useQuery(useTRPC().users.list.queryOptions());
  return (
    <MultiSelect
      label={t('members')}
      description={t('membersHelp')}
      searchable
      clearable
      data={(users.data ?? [])
        .filter(({ disabled }) => !disabled)
        .map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
      value={form.members}
      onChange={(members) => change({ members })}
    />
  );
}

const roles = ['agent', 'supervisor', 'designer', 'admin'] as const;

function PersonFields({ form, change, wrong }: FieldsProps) {
  const t = useTranslations('designer.create');
  const names = useTranslations('shell.profile.roles');
  return (
    <>
      <TextInput
        withAsterisk
        type="email"
        label={t('email')}
        maxLength={320}
        error={wrong('email')}
        value={form.email}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <Select
        label={t('role')}
        allowDeselect={false}
        data={roles.map((value) => ({ value, label: names(value) }))}
        value={form.role}
        onChange={(value) => change({ role: roles.find((known) => known === value) ?? form.role })}
      />
      <Hint kind="agent" />
    </>
  );
}

function Hint({ kind }: { kind: 'chat' | 'hook' | 'agent' }) {
  const t = useTranslations('designer.create.hints');
  return (
    <Text size="sm" c="dimmed">
      {t(kind)}
    </Text>
  );
}
