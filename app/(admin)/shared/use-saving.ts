'use client';

import { notifications } from '@mantine/notifications';
import { type QueryFilters, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';

/**
 * What happens after saving, the same on every settings page: what was read is read anew and a notice says so; a failure
 * says why. Spread it into `mutationOptions`.
 */
export function useSaving(touched: QueryFilters, onSaved?: () => void) {
  const t = useTranslations('shell');
  const client = useQueryClient();
  const sentence = useErrorSentence();
  return {
    onSuccess: async () => {
      await client.invalidateQueries(touched);
      notifications.show({ color: 'teal', message: t('saved') });
      onSaved?.();
    },
    onError: (error: unknown) => {
      notifications.show({ color: 'red', title: t('failed'), message: sentence(error) });
    },
  };
}
