'use client';

import { Box, Center, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SignalMark } from '../shell/signal-mark';
import classes from './auth-frame.module.css';

export function AuthFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('auth');
  return (
    <Center className={classes.ground} p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Group gap="sm" justify="center" c="petrol.7">
          <SignalMark size={36} />
          <Text size="xl" fw={650} c="var(--mantine-color-text)">
            Stellwerk
          </Text>
        </Group>
        <Paper withBorder p="xl" radius="md">
          {children}
        </Paper>
        <Box ta="center">
          <Text size="xs" c="dimmed">
            {t('claim')}
          </Text>
        </Box>
      </Stack>
    </Center>
  );
}
