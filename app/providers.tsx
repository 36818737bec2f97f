'use client';

import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import 'dayjs/locale/de';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { theme } from './theme';
import { ApiProvider } from './trpc/client';

/** Everything that components find by context: theme, words for shared parts, calls to the server. */
export function Providers({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const t = useTranslations('shell');
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <DatesProvider settings={{ locale, firstDayOfWeek: 1 }}>
        <ApiProvider>
          <ModalsProvider labels={{ confirm: t('confirm'), cancel: t('cancel') }}>
            {children}
            <Notifications position="bottom-right" limit={4} />
          </ModalsProvider>
        </ApiProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
