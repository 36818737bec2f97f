'use client';

import { Button, Group, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { DateTimePicker } from '@/app/shell/date-inputs';
import { fromLocal, toLocal } from './zoned-time';

interface ClockInputProps {
  label: string;
  at: number;
  timeZone: string;
  /** Nothing before this can be chosen. */
  earliest?: number;
  change(at: number): void;
  changeZone?(timeZone: string): void;
}

/** A clock of its own: date and time as a wall clock in the chosen time zone shows them. */
export function ClockInput({ label, at, timeZone, earliest, change, changeZone }: ClockInputProps) {
  const t = useTranslations('simulator');
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  return (
    <Group gap="xs" align="flex-end">
      <DateTimePicker
        size="xs"
        style={{ flex: '1 1 150px' }}
        label={label}
        {...(earliest === undefined ? {} : { minDate: toLocal(earliest, timeZone) })}
        value={toLocal(at, timeZone)}
        onChange={(local) => {
          const chosen = local === null ? null : fromLocal(local, timeZone);
          if (chosen !== null) change(chosen);
        }}
      />
      {changeZone && (
        <Select
          size="xs"
          style={{ flex: '1 1 130px' }}
          label={t('clock.zone')}
          searchable
          limit={60}
          allowDeselect={false}
          data={zones.includes(timeZone) ? zones : [timeZone, ...zones]}
          value={timeZone}
          onChange={(zone) => {
            if (zone === null) return;
            // The wall clock stays as it is set; the instant follows the zone.
            const kept = fromLocal(toLocal(at, timeZone), zone);
            changeZone(zone);
            if (kept !== null) change(kept);
          }}
        />
      )}
      {earliest === undefined && (
        <Button size="xs" variant="default" onClick={() => change(Date.now())}>
          {t('clock.now')}
        </Button>
      )}
    </Group>
  );
}
