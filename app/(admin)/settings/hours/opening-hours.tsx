'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { splitRegion } from '@/app/(designer)/inspector/holidays/region';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { ThingList } from '../../shared/thing-list';
import { useSaving } from '../../shared/use-saving';
import type { Calendar } from './calendar';
import { HoursDialog } from './hours-dialog';

/** Opening hours with holidays, which flows name by their slot. */
export function OpeningHours() {
  const t = useTranslations('admin.hours');
  const locale = useLocale();
  const trpc = useTRPC();
  const { data: calendars } = useQuery(trpc.calendars.list.queryOptions());
  const about = ({ hours: { timeZone, holidays, exceptions } }: Calendar) =>
    [
      timeZone,
      holidays ? t('holidaysOf', { region: regionName(holidays, locale) }) : t('noHolidays'),
      t('exceptionCount', { count: exceptions.length }),
    ].join(' · ');
  return (
    <ThingList
      area="hours"
      kind="calendar"
      mayEdit={useMay('calendar.edit')}
      items={calendars}
      empty={t('empty')}
      about={about}
      removal={useMutation(
        trpc.calendars.remove.mutationOptions(useSaving(trpc.calendars.list.queryFilter())),
      )}
      dialog={(calendar, close) => <HoursDialog calendar={calendar} onClose={close} />}
    />
  );
}

/** "DE-BE" as a reader knows it: the country by its name, the state by its usual letters. */
function regionName(region: string, locale: string): string {
  const { country, state } = splitRegion(region);
  const name = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(country) ?? country;
  return state ? `${name} (${state})` : name;
}
