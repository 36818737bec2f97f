'use client';

import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { late } from '@/app/shell/late';
import { LateMenu } from '@/app/shell/late-menu';
import type { ActionContext } from '../actions/editor-action';

const OpenMoreMenu = late(() => import('./open-more-menu'));

/** Actions that have no button of their own. */
export function MoreMenu({ context }: { context: () => ActionContext }) {
  const t = useTranslations('designer.toolbar');
  return (
    <LateMenu
      render={(props) => <OpenMoreMenu {...props} context={context} />}
      button={
        <ActionIcon aria-label={t('more')} title={t('more')}>
          <IconDots size={18} />
        </ActionIcon>
      }
    />
  );
}
