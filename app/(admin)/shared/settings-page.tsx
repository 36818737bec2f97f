'use client';

import { Container, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface SettingsPageProps {
  title: string;
  text: string;
  action?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}

/** Head and width of every settings page. */
export function SettingsPage({ title, text, action, children, wide = false }: SettingsPageProps) {
  return (
    <Container size={wide ? 1200 : 820} py="xl" mx={0}>
      <Group justify="space-between" align="flex-start" mb="lg" wrap="nowrap">
        <Stack gap={4}>
          <Title order={1}>{title}</Title>
          <Text c="dimmed" maw={620}>
            {text}
          </Text>
        </Stack>
        <div style={{ flex: 'none' }}>{action}</div>
      </Group>
      {children}
    </Container>
  );
}
