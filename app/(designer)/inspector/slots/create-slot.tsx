'use client';

import { Autocomplete, Button, Group, Input, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useMemo, useState } from 'react';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useEditorState } from '../../use-editor';
import { HoursEditor } from '../hours/hours-editor';
import type { Week } from '../hours/week';

/** Kinds of things that can be set up without leaving the form. */
export type CreatableKind = 'queue' | 'calendar';

interface CreateSlotProps {
  kind: CreatableKind;
  /** What was typed when nothing fitted. */
  name: string;
  created(slot: string): void;
  close(): void;
}

/** Sets up a queue or calendar where one is missing, and names it in the field at once. */
export function CreateSlot({ kind, name: wish, created, close }: CreateSlotProps) {
  const t = useTranslations('inspector');
  const sentence = useErrorSentence();
  const [name, setName] = useState(wish);
  const [hours, setHours] = useState<Hours>(useOfficeHours());
  const create = useCreateSlot(kind, created);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A modal within the inspector: the form around it, if there is one, must not hear of this.
    event.stopPropagation();
    create.mutate({ name: name.trim(), hours });
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t(`slot.create.${kind}Title`)}
      size={kind === 'calendar' ? 'lg' : 'md'}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            data-autofocus
            required
            label={t('slot.create.name')}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {kind === 'calendar' && <HoursFields hours={hours} change={setHours} />}
          {create.isError && (
            <Text size="sm" c="red" role="alert">
              {sentence(create.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('slot.create.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
              {t('slot.create.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Hours {
  timeZone: string;
  weekly: Week;
}

/** Where most begin: the working week in the installation's time zone. */
function useOfficeHours(): Hours {
  const timeZone = useEditorState((state) => state.environment?.installation.timeZone) ?? 'Europe/Berlin';
  const slots = [{ from: '09:00', to: '17:00' }];
  return { timeZone, weekly: { '1': slots, '2': slots, '3': slots, '4': slots, '5': slots } };
}

function HoursFields({ hours, change }: { hours: Hours; change(hours: Hours): void }) {
  const t = useTranslations('inspector');
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  return (
    <>
      <Autocomplete
        label={t('slot.create.timeZone')}
        data={zones}
        limit={60}
        value={hours.timeZone}
        onChange={(timeZone) => change({ ...hours, timeZone })}
      />
      <Input.Wrapper label={t('slot.create.hours')} labelElement="div">
        <HoursEditor week={hours.weekly} readOnly={false} change={(weekly) => change({ ...hours, weekly })} />
      </Input.Wrapper>
    </>
  );
}

/** Creates the record, waits until pickers and summaries know it, and tells its slot. */
function useCreateSlot(kind: CreatableKind, created: (slot: string) => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const language = useLocale();
  return useMutation({
    mutationFn: async ({ name, hours }: { name: string; hours: Hours }) => {
      const localized = { [language]: name };
      const { id } =
        kind === 'queue'
          ? await client.queues.add.mutate({ name: localized, color: null, distribution: 'pull', sla: null })
          : await client.calendars.add.mutate({
              name: localized,
              hours: { ...hours, holidays: null, exceptions: [] },
            });
      const all = kind === 'queue' ? await client.queues.list.query() : await client.calendars.list.query();
      return all.find((record) => record.id === id)?.slot ?? null;
    },
    onSuccess: async (slot) => {
      await queries.invalidateQueries(trpc.flows.environment.pathFilter());
      if (slot !== null) created(slot);
    },
  });
}
