'use client';

import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { LateNotifications } from './shell/late-notifications';
import { theme } from './theme';
import { ApiProvider } from './trpc/client';

/** Everything that components find by context: theme, calls to the server, and the place for notifications. */
export function Providers({ children }: { children: ReactNode }) {
  const close = useTranslations('shell')('close');
  const named = useMemo(() => {
    const closing = { defaultProps: { closeButtonProps: { 'aria-label': close } } };
    return mergeThemeOverrides(theme, {
      components: { Drawer: closing, Modal: closing, Notification: closing },
    });
  }, [close]);
  return (
    <MantineProvider theme={named} defaultColorScheme="auto">
      <ApiProvider>
        {children}
        <LateNotifications />
      </ApiProvider>
    </MantineProvider>
  );
}
