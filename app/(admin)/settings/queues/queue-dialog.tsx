'use client';

import { ColorSwatch, Group, MultiSelect, NumberInput, Select, Text, UnstyledButton } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { hasName, type NameValues, nameValues, storedName } from '../../shared/name-fields';
import { ThingDialog } from '../../shared/thing-dialog';
import { useSaving } from '../../shared/use-saving';
import type { Queue } from './queue';

const colors = ['teal', 'blue', 'orange', 'violet', 'red', 'yellow', 'green', 'gray'] as const;
type Hours = number | '';

interface QueueForm extends NameValues {
  color: string | null;
  distribution: 'pull' | 'push';
  firstReply: Hours;
  nextReply: Hours;
  solve: Hours;
  calendarSlot: string | null;
  teamIds: string[];
}

/** Name, colour, how tickets reach people, and what is promised. */
export function QueueDialog({ queue, onClose }: { queue: Queue | null; onClose(): void }) {
  const t = useTranslations('admin.queues');
  const trpc = useTRPC();
  const saving = useSaving(trpc.queues.list.queryFilter(), onClose);
  const add = useMutation(trpc.queues.add.mutationOptions(saving));
  const change = useMutation(trpc.queues.change.mutationOptions(saving));
  const form = useForm<QueueForm>({
    initialValues: initialValues(queue),
    validate: { de: (_value, values) => (hasName(values) ? null : t('nameMissing')) },
  });
  const submit = form.onSubmit((values) => {
    const input = inputOf(values);
    if (queue) change.mutate({ id: queue.id, ...input });
    else add.mutate(input);
  });
  return (
    <ThingDialog
      area="queues"
      thing={queue}
      names={{ fields: { de: form.getInputProps('de'), en: form.getInputProps('en') } }}
      saving={add.isPending || change.isPending}
      submit={submit}
      onClose={onClose}
    >
      <ColorChoice form={form} />
      <Select
        label={t('distribution')}
        data={(['pull', 'push'] as const).map((value) => ({
          value,
          label: t(`distributionTexts.${value}`),
        }))}
        allowDeselect={false}
        {...form.getInputProps('distribution')}
      />
      <TeamChoice form={form} />
      <PromiseFields form={form} />
    </ThingDialog>
  );
}

interface FieldsProps {
  form: UseFormReturnType<QueueForm>;
}

function ColorChoice({ form }: FieldsProps) {
  const t = useTranslations('admin.queues');
  return (
    <Group gap={6} role="radiogroup" aria-label={t('color')}>
      {colors.map((color) => (
        <UnstyledButton
          key={color}
          role="radio"
          aria-checked={form.values.color === color}
          aria-label={t(`colors.${color}`)}
          onClick={() => form.setFieldValue('color', color)}
        >
          <ColorSwatch color={`var(--mantine-color-${color}-6)`} size={24}>
            {form.values.color === color && <IconCheck size={14} color="#fff" aria-hidden />}
          </ColorSwatch>
        </UnstyledButton>
      ))}
    </Group>
  );
}

/** Whose people work on it. */
function TeamChoice({ form }: FieldsProps) {
  const t = useTranslations('admin.queues');
  const locale = useLocale();
  const mayRead = useMay('user.read');
  const { data: teams } = useQuery({ ...useTRPC().teams.list.queryOptions(), enabled: mayRead });
  if (!teams || teams.length === 0) return null;
  return (
    <MultiSelect
      label={t('teams')}
      description={t('teamsHelp')}
      clearable
      searchable
      data={teams.map(({ id, slot, name }) => ({
        value: id,
        label: name[locale] ?? Object.values(name)[0] ?? slot,
      }))}
      {...form.getInputProps('teamIds')}
    />
  );
}

/** Within how many hours of which calendar customers hear of us. */
function PromiseFields({ form }: FieldsProps) {
  const t = useTranslations('admin.queues');
  const locale = useLocale();
  const { data: calendars } = useQuery(useTRPC().calendars.list.queryOptions());
  return (
    <>
      <Text fw={600}>{t('promise')}</Text>
      <Group grow align="flex-end">
        {(['firstReply', 'nextReply', 'solve'] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(name)}
            min={0.25}
            step={1}
            decimalScale={2}
            {...form.getInputProps(name)}
          />
        ))}
      </Group>
      <Select
        label={t('calendar')}
        description={t('calendarHelp')}
        clearable
        data={
          calendars?.map(({ slot, name }) => ({
            value: slot,
            label: name[locale] ?? Object.values(name)[0] ?? slot,
          })) ?? []
        }
        {...form.getInputProps('calendarSlot')}
      />
    </>
  );
}

function initialValues(queue: Queue | null): QueueForm {
  const hours = (minutes: number | null | undefined): Hours => (minutes ? minutes / 60 : '');
  return {
    ...nameValues(queue?.name),
    color: queue?.color ?? 'teal',
    distribution: queue?.distribution ?? 'pull',
    firstReply: hours(queue?.sla?.firstReplyMinutes),
    nextReply: hours(queue?.sla?.nextReplyMinutes),
    solve: hours(queue?.sla?.solveMinutes),
    calendarSlot: queue?.sla?.calendarSlot ?? null,
    teamIds: queue?.teamIds ?? [],
  };
}

function inputOf(values: QueueForm) {
  const { color, distribution, firstReply, nextReply, solve, calendarSlot, teamIds } = values;
  const minutes = (hours: Hours) => (hours === '' ? null : Math.max(1, Math.round(hours * 60)));
  const promised = [firstReply, nextReply, solve].some((hours) => hours !== '');
  return {
    name: storedName(values),
    color,
    distribution,
    teamIds,
    sla: promised
      ? {
          firstReplyMinutes: minutes(firstReply),
          nextReplyMinutes: minutes(nextReply),
          solveMinutes: minutes(solve),
          calendarSlot,
        }
      : null,
  };
}
