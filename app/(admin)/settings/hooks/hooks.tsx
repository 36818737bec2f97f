'use client';

import { Badge, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { EditableList } from '../../shared/editable-list';
import { SlotCard } from '../../shared/slot-card';
import { useSaving } from '../../shared/use-saving';
import type { Hook } from './hook';
import { HookAddress } from './hook-address';
import { HookDialog } from './hook-dialog';

/** Addresses that other systems call to begin a flow. */
export function Hooks() {
  const t = useTranslations('admin.hooks');
  const { data: hooks } = useQuery(useTRPC().hooks.list.queryOptions());
  return (
    <EditableList
      title={t('title')}
      text={t('text')}
      add={t('add')}
      empty={t('empty')}
      items={hooks}
      card={(hook, edit) => <HookCard key={hook.id} hook={hook} edit={edit} />}
      dialog={(hook, close) => <HookDialog hook={hook} onClose={close} />}
    />
  );
}

function HookCard({ hook, edit }: { hook: Hook; edit(): void }) {
  const t = useTranslations('admin.hooks');
  const locale = useLocale();
  const trpc = useTRPC();
  const removal = useMutation(trpc.hooks.remove.mutationOptions(useSaving(trpc.hooks.list.queryFilter())));
  const name = hook.name[locale] ?? hook.slot;
  return (
    <Stack gap={4}>
      <SlotCard
        name={name}
        slot={`hook:${hook.slot}`}
        badges={!hook.enabled && <Badge color="gray">{t('disabled')}</Badge>}
        about={t(hook.signed ? 'signedOnly' : 'unsigned')}
        editing={{
          label: t('edit', { name }),
          edit,
          removal: {
            title: t('removeTitle', { name }),
            text: t('removeText'),
            remove: () => removal.mutate({ id: hook.id }),
          },
        }}
      />
      {hook.enabled && <HookAddress hook={hook} />}
    </Stack>
  );
}
