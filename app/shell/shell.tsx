'use client';

import type { ReactNode } from 'react';
import { LiveProvider } from '@/app/trpc/live';
import { CommandPalette } from './command-palette';
import { Rail } from './rail';
import classes from './shell.module.css';

/** Rail on the left, the page beside it. Pages own their whole height and scroll inside. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <div className={classes.frame}>
        <Rail />
        <main className={classes.main}>{children}</main>
      </div>
      <CommandPalette />
    </LiveProvider>
  );
}
