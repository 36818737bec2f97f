'use client';

import { Button, Center, Stack, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

export function NoAccess() {
  const t = useTranslations('shell.noAccess');
  return (
    <Center h="100%" p="xl">
      <Stack align="center" maw={420} gap="sm">
        <Title order={2}>{t('title')}</Title>
        <Text c="dimmed" ta="center">
          {t('text')}
        </Text>
        <Button component={Link} href="/inbox" variant="light">
          {t('toInbox')}
        </Button>
      </Stack>
    </Center>
  );
}
