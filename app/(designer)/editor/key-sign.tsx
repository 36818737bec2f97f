'use client';

import { Group, Kbd } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { isMac } from '@/app/shell/is-mac';
import { keyParts } from '../actions/keys';

/** One key combination as it stands on the keyboard. */
export function KeySign({ name }: { name: string }) {
  const t = useTranslations('designer.keys.names');
  const parts = keyParts(name, isMac(), (key) => t(key as 'ctrl'));
  return (
    <Group gap={2} wrap="nowrap">
      {parts.map((part) => (
        <Kbd key={part} size="xs">
          {part}
        </Kbd>
      ))}
    </Group>
  );
}
