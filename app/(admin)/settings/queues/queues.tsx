'use client';

import { Badge } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { ThingList } from '../../shared/thing-list';
import { useSaving } from '../../shared/use-saving';
import type { Queue } from './queue';
import { QueueDialog } from './queue-dialog';

/** Where tickets wait for people. */
export function Queues() {
  const t = useTranslations('admin.queues');
  const trpc = useTRPC();
  const { data: queues } = useQuery(trpc.queues.list.queryOptions());
  const about = ({ sla }: Queue) =>
    sla?.firstReplyMinutes ? t('firstReplyWithin', { hours: sla.firstReplyMinutes / 60 }) : t('noPromise');
  return (
    <ThingList
      area="queues"
      kind="queue"
      mayEdit={useMay('queue.edit')}
      items={queues}
      about={about}
      badges={({ distribution }) => distribution === 'push' && <Badge>{t('distributions.push')}</Badge>}
      removal={useMutation(trpc.queues.remove.mutationOptions(useSaving(trpc.queues.list.queryFilter())))}
      dialog={(queue, close) => <QueueDialog queue={queue} onClose={close} />}
    />
  );
}
