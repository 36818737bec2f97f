'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useWeekWords } from './use-week-words';
import { copyDay, DAYS, type Day, type Span } from './week';

interface HoursMenuProps {
  spans: readonly Span[];
  selected: Span | null;
  change(spans: Span[]): void;
}

const WORKDAYS: Day[] = [1, 2, 3, 4, 5];

/** Whole weeks at one go, and one day's hours for others. */
export function HoursMenu({ spans, selected, change }: HoursMenuProps) {
  const t = useTranslations('inspector');
  const words = useWeekWords();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          style={{ flexShrink: 0 }}
          rightSection={<IconChevronDown size={12} />}
        >
          {t('hours.fill')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {selected && (
          <>
            <Menu.Label>{t('hours.copyFrom', { day: words.longDay(selected.day) })}</Menu.Label>
            <Menu.Item onClick={() => change(copyDay(spans, selected.day, WORKDAYS))}>
              {t('hours.toWorkdays')}
            </Menu.Item>
            <Menu.Item onClick={() => change(copyDay(spans, selected.day, DAYS))}>
              {t('hours.toAll')}
            </Menu.Item>
            <Menu.Sub position="left-start">
              <Menu.Sub.Target>
                <Menu.Sub.Item>{t('hours.toDay')}</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown>
                {DAYS.filter((day) => day !== selected.day).map((day) => (
                  <Menu.Item key={day} onClick={() => change(copyDay(spans, selected.day, [day]))}>
                    {words.longDay(day)}
                  </Menu.Item>
                ))}
              </Menu.Sub.Dropdown>
            </Menu.Sub>
            <Menu.Divider />
          </>
        )}
        <Menu.Label>{t('hours.presets')}</Menu.Label>
        <Menu.Item onClick={() => change(whole(WORKDAYS, 9 * 60, 17 * 60))}>{t('hours.office')}</Menu.Item>
        <Menu.Item onClick={() => change(whole([...WORKDAYS, 6], 8 * 60, 20 * 60))}>
          {t('hours.shop')}
        </Menu.Item>
        <Menu.Item onClick={() => change(whole(WORKDAYS, 22 * 60, 30 * 60))}>{t('hours.nights')}</Menu.Item>
        <Menu.Item onClick={() => change(whole(DAYS, 0, 1440))}>{t('hours.always')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" disabled={spans.length === 0} onClick={() => change([])}>
          {t('hours.clear')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function whole(days: readonly Day[], start: number, end: number): Span[] {
  return days.map((day) => ({ day, start, end, band: '' }));
}
