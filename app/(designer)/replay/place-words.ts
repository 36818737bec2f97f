'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useEditorState } from '../use-editor';

const KNOWN = ['closed', 'waiting', 'noFlow', 'unknown', 'none'] as const;

/** Names a place where messages end up: a queue by its name, everything else in words. */
export function usePlaceWords(): (place: string) => string {
  const t = useTranslations('replay.place');
  const environment = useEditorState((state) => state.environment);
  return useCallback(
    (place) => {
      const known = KNOWN.find((one) => one === place);
      return known ? t(known) : (environment?.queues[place]?.name ?? place);
    },
    [t, environment],
  );
}
