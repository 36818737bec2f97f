'use client';

import { Stack, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';

export function SimulatorPanel() {
  const t = useTranslations('simulator');
  return (
    <Stack p="sm">
      <Title order={3}>{t('title')}</Title>
    </Stack>
  );
}
