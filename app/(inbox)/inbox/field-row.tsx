import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** One line of a message's head: what it is on the left, the field beside it, all fields in one column. */
export function FieldRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Text c="dimmed" size="sm" w={56} pt={8} flex="none" aria-hidden>
        {label}
      </Text>
      {children}
    </Group>
  );
}
