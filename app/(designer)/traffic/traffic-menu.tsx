'use client';

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconChartDots3, IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useEditor } from '../use-editor';
import { trafficOf } from './traffic';

const PERIODS = [1, 7, 30];

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
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('title')}>
          <ActionIcon variant={days === null ? 'subtle' : 'light'} aria-label={t('title')}>
            <IconChartDots3 size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {data && days !== null ? t('counted', { count: data.executions }) : t('title')}
        </Menu.Label>
        {[null, ...PERIODS].map((period) => (
          <Menu.Item
            key={period ?? 0}
            leftSection={
              <IconCheck size={14} style={{ visibility: period === days ? 'visible' : 'hidden' }} />
            }
            onClick={() => setDays(period)}
          >
            {period === null ? t('off') : t('days', { days: period })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
