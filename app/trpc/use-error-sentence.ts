'use client';

import { isTRPCClientError } from '@trpc/client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/**
 * Turns whatever a call threw into the sentence its reader should see. Domain errors carry the key of their sentence;
 * the rest is told by what kind of failure it was.
 */
export function useErrorSentence(): (error: unknown) => string {
  const t = useTranslations('errors');
  return useCallback(
    (error: unknown) => {
      if (!isTRPCClientError(error)) return t('unexpected');
      const data: { domainCode?: unknown; values?: unknown; code?: unknown } = error.data ?? {};
      if (typeof data.domainCode === 'string' && t.has(data.domainCode as 'unexpected')) {
        return t(data.domainCode as 'unexpected', plainValues(data.values));
      }
      if (typeof data.domainCode === 'string') return error.message;
      if (typeof data.code === 'string' && t.has(`trpc.${data.code}` as 'unexpected')) {
        return t(`trpc.${data.code}` as 'unexpected');
      }
      return error.data ? t('unexpected') : t('offline');
    },
    [t],
  );
}

function plainValues(values: unknown): Record<string, string | number> {
  if (typeof values !== 'object' || values === null) return {};
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}
