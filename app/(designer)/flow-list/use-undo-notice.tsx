'use client';

import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';

/** Says what was done, and for a while how to take it back. */
export function useUndoNotice() {
  const shell = useTranslations('shell');
  const sentence = useErrorSentence();
  return (id: string, done: string, undo: () => Promise<unknown>): void => {
    const takeBack = () => {
      notifications.hide(id);
      undo().catch((error: unknown) =>
        notifications.show({ color: 'red', title: shell('failed'), message: sentence(error) }),
      );
    };
    // What was told before about the same thing is no longer how it stands.
    notifications.hide(id);
    notifications.show({
      id,
      autoClose: 8_000,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {done}
          </Text>
          <Button size="compact-sm" variant="subtle" flex="none" onClick={takeBack}>
            {shell('undo')}
          </Button>
        </Group>
      ),
    });
  };
}
