'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DateTimePicker } from '@/app/shell/date-inputs';
import { useTimes } from './times';

interface ChooseTimeProps {
  opened: boolean;
  initial: Date | null;
  onClose(): void;
  onChoose(at: Date): void;
}

/** When a message should leave: usual times one click away, or any other. */
export function ChooseTime({ opened, initial, onClose, onChoose }: ChooseTimeProps) {
  const t = useTranslations('inbox.schedule');
  const times = useTimes();
  const [chosen, setChosen] = useState<string | null>(null);
  const value = chosen ?? (initial ? localText(initial) : null);
  const choose = (at: Date) => {
    onClose();
    onChoose(at);
  };
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={600}>{t('title')}</Text>} size="sm">
      <Stack>
        <Stack gap={4}>
          {usualTimes(new Date()).map(({ name, at }) => (
            <Button
              key={name}
              variant="default"
              justify="space-between"
              onClick={() => choose(at)}
              rightSection={times.full(at)}
            >
              {t(name)}
            </Button>
          ))}
        </Stack>
        <DateTimePicker
          label={t('other')}
          value={value}
          onChange={setChosen}
          minDate={localText(new Date())}
          popoverProps={{ withinPortal: true }}
        />
        <Group justify="flex-end">
          <Button
            disabled={!value || new Date(value) <= new Date()}
            onClick={() => value && choose(new Date(value))}
          >
            {t('choose')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function usualTimes(now: Date) {
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 8, 0);
  const afternoon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 14, 0);
  return [
    ...(afternoon > now ? [{ name: 'afternoon' as const, at: afternoon }] : []),
    { name: 'tomorrow' as const, at: morning(1) },
    { name: 'nextMonday' as const, at: morning((8 - now.getDay()) % 7 || 7) },
  ];
}

/** As the picker writes times: local, without a zone. */
function localText(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:00`;
}
