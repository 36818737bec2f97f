'use client';

import { type ComboboxItem, Group, Select, Stack, Text, ThemeIcon } from '@mantine/core';
import {
  IconClock,
  IconInbox,
  IconMail,
  IconMessage,
  IconUser,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import type { BindableKind, TemplateSlot, TemplateSlots } from '@/runtime/library/template-slots';
import { CreateThing } from '../create-thing/create-thing';
import { useMayCreate } from '../create-thing/use-may-create';
import type { MadeThing } from './use-set-up';

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

interface SlotBindingsProps {
  needed: TemplateSlots;
  /** `queue:billing` -> id, where it is not simply the thing of that name. */
  bindings: Readonly<Record<string, string>>;
  bind(slot: string, id: string | null): void;
  /** A thing was set up here and stands for a slot. */
  take(slot: string, thing: MadeThing): void;
}

/** A line for each thing that a template names: what stands for it here, chosen among what is there or made on the spot. */
export function SlotBindings({ needed, bindings, bind, take }: SlotBindingsProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [making, setMaking] = useState<TemplateSlot | null>(null);
  const mayCreate = useMayCreate();
  const kind = making && mayCreate(making.kind);
  return (
    <Stack gap="sm">
      {needed.slots.map((slot) => (
        <SlotLine
          key={slotKey(slot)}
          slot={slot}
          offered={needed.offered[slot.kind]}
          chosen={bindings[slotKey(slot)] ?? null}
          onChoose={(value) =>
            value === CREATE ? setMaking(slot) : bind(slotKey(slot), value === BY_NAME ? null : value)
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
            take(slotKey(making), { kind: making.kind, id: thing.id });
            setMaking(null);
            void queries.invalidateQueries(trpc.templates.slots.queryFilter());
            void queries.invalidateQueries(trpc.templates.upgradeSlots.queryFilter());
          }}
        />
      )}
    </Stack>
  );
}

/** How many of the slots nothing stands for yet. */
export function openSlots({ slots }: TemplateSlots, bindings: Readonly<Record<string, string>>): number {
  return slots.filter((slot) => !slot.found && !bindings[slotKey(slot)]).length;
}

function slotKey({ kind, name }: Pick<TemplateSlot, 'kind' | 'name'>): string {
  return `${kind}:${name}`;
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
