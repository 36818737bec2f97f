'use client';

import { Select, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import * as z from 'zod';
import ExceptionsWidget from '@/app/(designer)/inspector/holidays/exceptions-widget';
import HolidaysWidget from '@/app/(designer)/inspector/holidays/holidays-widget';
import { HoursEditor } from '@/app/(designer)/inspector/hours/hours-editor';
import { useTRPC } from '@/app/trpc/client';
import { exceptionSchema } from '@/runtime/flow/config-schemas';
import { hasName, nameValues, storedName } from '../../shared/name-fields';
import { ThingDialog } from '../../shared/thing-dialog';
import { useSaving } from '../../shared/use-saving';
import type { Calendar } from './calendar';
import { widgetProps } from './widget-props';

const holidaysSchema = z.string().nullable();
const exceptionsSchema = z.array(exceptionSchema);

/** The week drawn with the pointer, holidays by country and state, and days that differ. */
export function HoursDialog({ calendar, onClose }: { calendar: Calendar | null; onClose(): void }) {
  const t = useTranslations('admin.hours');
  const trpc = useTRPC();
  const saving = useSaving(trpc.calendars.list.queryFilter(), onClose);
  const add = useMutation(trpc.calendars.add.mutationOptions(saving));
  const change = useMutation(trpc.calendars.change.mutationOptions(saving));
  const form = useForm({
    initialValues: {
      ...nameValues(calendar?.name),
      hours: calendar?.hours ?? emptyHours(),
    },
    validate: { de: (_value, values) => (hasName(values) ? null : t('nameMissing')) },
  });
  const { hours } = form.values;
  const setHours = (changed: Partial<typeof hours>) => form.setFieldValue('hours', { ...hours, ...changed });
  const submit = form.onSubmit((values) => {
    const input = { name: storedName(values), hours: values.hours };
    if (calendar) change.mutate({ id: calendar.id, ...input });
    else add.mutate(input);
  });
  return (
    <ThingDialog
      area="hours"
      thing={calendar}
      names={{ fields: { de: form.getInputProps('de'), en: form.getInputProps('en') } }}
      size={720}
      saving={add.isPending || change.isPending}
      submit={submit}
      onClose={onClose}
    >
      <Select
        label={t('timeZone')}
        data={Intl.supportedValuesOf('timeZone')}
        searchable
        allowDeselect={false}
        value={hours.timeZone}
        onChange={(timeZone) => timeZone && setHours({ timeZone })}
      />
      <div>
        <Text fw={500} mb={4}>
          {t('week')}
        </Text>
        <HoursEditor week={hours.weekly} readOnly={false} change={(weekly) => setHours({ weekly })} />
      </div>
      <HolidaysWidget
        {...widgetProps('holidays', t('holidays'), hours.holidays, (value) =>
          setHours({
            holidays: holidaysSchema.parse(value === '' || value === undefined ? null : value),
          }),
        )}
      />
      <ExceptionsWidget
        {...widgetProps('exceptions', t('exceptions'), hours.exceptions, (value) =>
          setHours({ exceptions: exceptionsSchema.parse(value) }),
        )}
      />
    </ThingDialog>
  );
}

function emptyHours(): Calendar['hours'] {
  const day = [{ from: '09:00', to: '17:00' }];
  return {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    weekly: { 1: day, 2: day, 3: day, 4: day, 5: day },
    holidays: null,
    exceptions: [],
  };
}
