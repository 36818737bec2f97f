'use client';

import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { LateNotifications } from './shell/late-notifications';
import { theme } from './theme';
import { ApiProvider } from './trpc/client';

/** Everything that components find by context: theme, calls to the server, and the place for notifications. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ApiProvider>
        {children}
        <LateNotifications />
      </ApiProvider>
    </MantineProvider>
  );
}
