'use client';

import type { ReactNode } from 'react';
import { LiveProvider } from '@/app/trpc/live';
import { LateCommandPalette } from './late-command-palette';
import { PresenceProvider } from './presence';
import { Rail } from './rail';
import classes from './shell.module.css';
import { useOwnTimeZone } from './use-own-time-zone';

/** Rail on the left, the page beside it. Pages own their whole height and scroll inside. */
export function Shell({ children }: { children: ReactNode }) {
  useOwnTimeZone();
  return (
    <LiveProvider>
      <div className={classes.frame}>
        <PresenceProvider>
          <Rail />
        </PresenceProvider>
        <main className={classes.main}>{children}</main>
      </div>
      <LateCommandPalette />
    </LiveProvider>
  );
}
