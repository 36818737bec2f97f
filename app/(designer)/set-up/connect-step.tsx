'use client';

import { Alert, type ComboboxItem, Group, Select, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core';
import {
  IconClock,
  IconInbox,
  IconMail,
  IconMessage,
  IconUser,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { BindableKind, TemplateSlot } from '@/runtime/library/template-slots';
import { CreateThing } from '../create-thing/create-thing';
import { useMayCreate } from '../create-thing/use-may-create';
import type { SetUp } from './use-set-up';

/** Values of options that are no ids of records. */
const CREATE = '+';
const BY_NAME = '=';

const icons: Record<BindableKind, typeof IconMail> = {
  mailbox: IconMail,
  chat: IconMessage,
  hook: IconWebhook,
  calendar: IconClock,
  queue: IconInbox,
  team: IconUsers,
  agent: IconUser,
};

/** The things that a template names: what stands for each here, chosen among what is there or made on the spot. */
export function ConnectStep({ setUp, template }: { setUp: SetUp; template: string }) {
  const t = useTranslations('designer.setUp');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const sentence = useErrorSentence();
  const { choices, bind } = setUp;
  const [making, setMaking] = useState<TemplateSlot | null>(null);
  const slots = useQuery(trpc.templates.slots.queryOptions({ template, language: choices.language }));
  const mayCreate = useMayCreate();
  const kind = making && mayCreate(making.kind);
  if (slots.error) return <Alert color="red">{sentence(slots.error)}</Alert>;
  if (!slots.data) return <Skeleton h={240} />;
  const open = slots.data.slots.filter(
    ({ kind: of, name, found }) => !found && !choices.bindings[`${of}:${name}`],
  );
  return (
    <Stack gap="sm">
      <Text c="dimmed">{t('connect.explain', { open: open.length })}</Text>
      {slots.data.slots.map((slot) => (
        <SlotLine
          key={`${slot.kind}:${slot.name}`}
          slot={slot}
          offered={slots.data.offered[slot.kind]}
          chosen={choices.bindings[`${slot.kind}:${slot.name}`] ?? null}
          onChoose={(value) =>
            value === CREATE
              ? setMaking(slot)
              : bind(`${slot.kind}:${slot.name}`, value === BY_NAME ? null : value)
          }
        />
      ))}
      {making && kind && (
        <CreateThing
          kind={kind}
          name={making.title}
          timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
          close={() => setMaking(null)}
          created={(thing) => {
            bind(`${making.kind}:${making.name}`, thing.id);
            setMaking(null);
            void queries.invalidateQueries(trpc.templates.slots.queryFilter());
          }}
        />
      )}
    </Stack>
  );
}

interface SlotLineProps {
  slot: TemplateSlot;
  offered: { id: string; name: string }[];
  chosen: string | null;
  onChoose(value: string | null): void;
}

function SlotLine({ slot: { kind, title, found, nodes }, offered, chosen, onChoose }: SlotLineProps) {
  const t = useTranslations('designer.setUp');
  const create = useTranslations('designer.create');
  const mayCreate = useMayCreate()(kind);
  const Icon = icons[kind];
  // What was chosen or just made is the thing of that name itself: it stands in the list once.
  const isNamed = offered.some((one) => one.id === chosen && one.name === found);
  const data: ComboboxItem[] = [
    ...(found && !isNamed ? [{ value: BY_NAME, label: found }] : []),
    ...offered
      .filter((one) => one.name !== found || one.id === chosen)
      .map(({ id, name: label }) => ({ value: id, label })),
    ...(mayCreate ? [{ value: CREATE, label: create(`options.${kind}`) }] : []),
  ];
  return (
    <Group wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" color={chosen || found ? 'teal' : 'gray'} size={34}>
        <Icon size={18} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text fw={500}>{t('connect.slot', { kind: t(`kinds.${kind}`), name: title })}</Text>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {t('connect.usedBy', { nodes: nodes.join(' · ') })}
        </Text>
      </div>
      <Select
        w={320}
        aria-label={t('connect.choose', { kind: t(`kinds.${kind}`), name: title })}
        placeholder={t('connect.later')}
        clearable={chosen !== null}
        allowDeselect={false}
        searchable
        value={chosen ?? (found ? BY_NAME : null)}
        onChange={onChoose}
        data={data}
        nothingFoundMessage={t('connect.none')}
      />
    </Group>
  );
}
