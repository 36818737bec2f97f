'use client';

import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useState } from 'react';
import { palette, paletteStore } from './palette-store';

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette')).CommandPalette }));

/** The command palette; what draws it comes when it is first called, by Ctrl/Cmd-K or the button of the rail. */
export function LateCommandPalette() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => paletteStore.subscribe(() => setWanted(true)), []);
  // Once here it listens to its key itself.
  useHotkeys(wanted ? [] : [['mod+K', palette.open]], []);
  return <Suspense>{wanted && <CommandPalette />}</Suspense>;
}
