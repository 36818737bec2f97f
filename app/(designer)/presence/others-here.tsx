'use client';

import { Suspense } from 'react';
import { late } from '@/app/shell/late';
import { useEditorState } from '../use-editor';
import { usePresence } from './use-presence';

const OthersAvatars = late(async () => ({ default: (await import('./others-avatars')).OthersAvatars }));

/** Who else has this flow open; mostly nobody. */
export function OthersHere() {
  usePresence();
  const isAlone = useEditorState((state) => state.others.length === 0);
  return isAlone ? null : (
    <Suspense>
      <OthersAvatars />
    </Suspense>
  );
}
