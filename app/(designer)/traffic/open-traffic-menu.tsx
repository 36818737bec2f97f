'use client';

import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { OpenMenuProps } from '@/app/shell/late-menu';

const PERIODS = [1, 7, 30];

interface OpenTrafficMenuProps extends OpenMenuProps {
  /** The period that is shown now. */
  days: number | null;
  /** Messages in it, once they are counted. */
  counted: number | null;
  choose(days: number | null): void;
}

/** The periods that traffic can be shown of. */
export default function OpenTrafficMenu({ button, menu, days, counted, choose }: OpenTrafficMenuProps) {
  const t = useTranslations('designer.traffic');
  return (
    <Menu position="bottom-end" {...menu}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{counted === null ? t('title') : t('counted', { count: counted })}</Menu.Label>
        {[null, ...PERIODS].map((period) => (
          <Menu.Item
            key={period ?? 0}
            leftSection={
              <IconCheck size={14} style={{ visibility: period === days ? 'visible' : 'hidden' }} />
            }
            onClick={() => choose(period)}
          >
            {period === null ? t('off') : t('days', { days: period })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
