'use client';

import { Badge } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLocale, useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { localizedText } from '@/runtime/flow/localized';
import { EditableList } from '../../shared/editable-list';
import { ThingCard } from '../../shared/thing-card';
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
  const name = localizedText(queue.name, locale, ['de', 'en']) || queue.slot;
  const minutes = queue.sla?.firstReplyMinutes;
  return (
    <ThingCard
      thing={{ kind: 'queue', id: queue.id }}
      name={name}
      slot={`queue:${queue.slot}`}
      badges={queue.distribution === 'push' && <Badge>{t('distributions.push')}</Badge>}
      about={minutes ? t('firstReplyWithin', { hours: minutes / 60 }) : t('noPromise')}
      words={{ edit: t('edit', { name }), remove: t('removeTitle', { name }) }}
      mayEdit={useMay('queue.edit')}
      edit={edit}
      removal={useMutation(trpc.queues.remove.mutationOptions(useSaving(trpc.queues.list.queryFilter())))}
    />
  );
}
