'use client';

import { Button, Menu, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { type ReactElement, useState } from 'react';
import { DateTimePicker } from '@/app/shell/date-inputs';
import { useTimes } from './times';

interface ParkMenuProps {
  opened: boolean;
  onChange(opened: boolean): void;
  onPark(until: Date | null): void;
  children: ReactElement;
}

/** Puts a ticket aside until a time that is one click away, or until the customer writes again. */
export function ParkMenu({ opened, onChange, onPark, children }: ParkMenuProps) {
  const t = useTranslations('inbox.parking');
  const times = useTimes();
  const [dialogOpened, dialog] = useDisclosure(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const now = new Date();
  const offers = [
    { name: 'laterToday', at: new Date(now.getTime() + 3 * 3_600_000) },
    { name: 'tomorrow', at: morningIn(now, 1) },
    { name: 'nextWeek', at: morningIn(now, (8 - now.getDay()) % 7 || 7) },
  ] as const;
  const submit = () => {
    if (!chosen) return;
    dialog.close();
    onPark(new Date(chosen));
  };
  return (
    <>
      <Menu opened={opened} onChange={onChange} width={280}>
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onPark(null)}>{t('untilAnswer')}</Menu.Item>
          {offers.map(({ name, at }) => (
            <Menu.Item
              key={name}
              onClick={() => onPark(at)}
              rightSection={
                <Text size="xs" c="dimmed">
                  {times.full(at)}
                </Text>
              }
            >
              {t(name)}
            </Menu.Item>
          ))}
          <Menu.Item onClick={dialog.open}>{t('choose')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={dialogOpened} onClose={dialog.close} title={t('choose')} size="sm">
        <Stack>
          <DateTimePicker
            label={t('until')}
            value={chosen}
            onChange={setChosen}
            minDate={now}
            data-autofocus
          />
          <Button onClick={submit} disabled={!chosen}>
            {t('park')}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}

function morningIn(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 8);
}
