'use client';

import { Badge } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { EditableList } from '../../shared/editable-list';
import { RemoveThingDialog } from '../../shared/remove-thing-dialog';
import { SlotCard } from '../../shared/slot-card';
import { useSaving } from '../../shared/use-saving';
import { QueueDialog } from './queue-dialog';

export type Queue = inferRouterOutputs<AppRouter>['queues']['list'][number];

/** Where tickets wait for people. */
export function Queues() {
  const t = useTranslations('admin.queues');
  const mayEdit = useMay('queue.edit');
  const { data: queues } = useQuery(useTRPC().queues.list.queryOptions());
  return (
    <EditableList
      title={t('title')}
      text={t('text')}
      add={mayEdit ? t('add') : null}
      items={queues}
      card={(queue, edit) => <QueueCard key={queue.id} queue={queue} edit={edit} />}
      dialog={(queue, close) => <QueueDialog queue={queue} onClose={close} />}
    />
  );
}

function QueueCard({ queue, edit }: { queue: Queue; edit(): void }) {
  const t = useTranslations('admin.queues');
  const locale = useLocale();
  const trpc = useTRPC();
  const mayEdit = useMay('queue.edit');
  const [removing, setRemoving] = useState(false);
  const close = () => setRemoving(false);
  const removal = useMutation(
    trpc.queues.remove.mutationOptions(useSaving(trpc.queues.list.queryFilter(), close)),
  );
  const name = queue.name[locale] ?? Object.values(queue.name)[0] ?? queue.slot;
  const minutes = queue.sla?.firstReplyMinutes;
  const editing = {
    label: t('edit', { name }),
    edit,
    removal: { title: t('removeTitle', { name }), ask: () => setRemoving(true) },
  };
  return (
    <>
      <SlotCard
        name={name}
        slot={`queue:${queue.slot}`}
        badges={queue.distribution === 'push' && <Badge>{t('distributions.push')}</Badge>}
        about={minutes ? t('firstReplyWithin', { hours: minutes / 60 }) : t('noPromise')}
        {...(mayEdit ? { editing } : {})}
      />
      {removing && (
        <RemoveThingDialog
          thing={{ kind: 'queue', id: queue.id }}
          title={t('removeTitle', { name })}
          removing={removal.isPending}
          remove={() => removal.mutate({ id: queue.id })}
          onClose={close}
        />
      )}
    </>
  );
}
