'use client';

import { ActionIcon } from '@mantine/core';
import { IconChartDots3 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { late } from '@/app/shell/late';
import { LateMenu } from '@/app/shell/late-menu';
import { useTRPC } from '@/app/trpc/client';
import { useEditor } from '../use-editor';
import { trafficOf } from './traffic';

const OpenTrafficMenu = late(() => import('./open-traffic-menu'));

/** Shows on every edge how many messages took it in the last days; editing goes on as ever. */
export function TrafficMenu() {
  const t = useTranslations('designer.traffic');
  const editor = useEditor();
  const trpc = useTRPC();
  const [days, setDays] = useState<number | null>(null);
  const { data } = useQuery(
    trpc.flows.traffic.queryOptions(
      { id: editor.getState().flowId, days: days ?? 1 },
      { enabled: days !== null, refetchInterval: 30_000 },
    ),
  );
  useEffect(() => {
    editor.update({ traffic: days === null || !data ? null : trafficOf(days, data) });
  }, [editor, days, data]);
  return (
    <LateMenu
      button={
        <ActionIcon variant={days === null ? 'subtle' : 'light'} aria-label={t('title')} title={t('title')}>
          <IconChartDots3 size={18} />
        </ActionIcon>
      }
      render={(props) => (
        <OpenTrafficMenu
          {...props}
          days={days}
          counted={data && days !== null ? data.executions : null}
          choose={setDays}
        />
      )}
    />
  );
}
