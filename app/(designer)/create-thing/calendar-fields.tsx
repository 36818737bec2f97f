'use client';

import { Autocomplete, Input } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { widgetProps } from '@/app/(admin)/settings/hours/widget-props';
import HolidaysWidget from '../inspector/holidays/holidays-widget';
import { HoursEditor } from '../inspector/hours/hours-editor';
import type { FieldsProps } from './thing-fields';

/** Opening hours with the mouse, their time zone, and whose holidays count. */
export function CalendarFields({ form, change }: FieldsProps) {
  const t = useTranslations('designer.create');
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  return (
    <>
      <Autocomplete
        label={t('timeZone')}
        data={zones}
        limit={60}
        value={form.timeZone}
        onChange={(timeZone) => change({ timeZone })}
      />
      <Input.Wrapper label={t('hours')} labelElement="div">
        <HoursEditor week={form.weekly} readOnly={false} change={(weekly) => change({ weekly })} />
      </Input.Wrapper>
      <HolidaysWidget
        {...widgetProps('holidays', t('holidays'), form.holidays, (holidays) =>
          change({ holidays: typeof holidays === 'string' && holidays !== '' ? holidays : null }),
        )}
      />
    </>
  );
}
