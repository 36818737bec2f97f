'use client';

import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useSecondsUntil } from './countdown';
import { useTimes } from './times';
import { heldNoticeId, useTakeBack } from './use-take-back';

interface Sent {
  messageId: string;
  /** Until when it is held back; null: it has left. */
  holdsUntil: Date | null;
}

/** Tells that a message goes out, and lets its writer take it back for as long as it is held back. */
export function useHeldNotice(): (sent: Sent, chosen: boolean) => void {
  const t = useTranslations('inbox.held');
  const times = useTimes();
  const takeBack = useTakeBack();
  return ({ messageId, holdsUntil }, chosen) => {
    const id = heldNoticeId(messageId);
    if (!holdsUntil) {
      notifications.show({ id, message: t('sent') });
      return;
    }
    const undo = () => void takeBack(messageId);
    notifications.show({
      id,
      autoClose: chosen ? 8_000 : Math.max(0, holdsUntil.getTime() - Date.now()),
      message: chosen ? (
        <Line text={t('scheduled', { time: times.full(holdsUntil) })} undo={t('undo')} onUndo={undo} />
      ) : (
        <CountedLine until={holdsUntil} onUndo={undo} />
      ),
    });
  };
}

function CountedLine({ until, onUndo }: { until: Date; onUndo(): void }) {
  const t = useTranslations('inbox.held');
  const seconds = useSecondsUntil(until);
  return <Line text={t('leavesIn', { seconds })} undo={t('undo')} onUndo={onUndo} />;
}

function Line({ text, undo, onUndo }: { text: string; undo: string; onUndo(): void }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{text}</Text>
      <Button size="compact-sm" variant="subtle" flex="none" onClick={onUndo}>
        {undo}
      </Button>
    </Group>
  );
}
