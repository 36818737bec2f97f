'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLocale, useTranslations } from 'next-intl';
import { splitRegion } from '@/app/(designer)/inspector/holidays/region';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { localizedText } from '@/runtime/flow/localized';
import { EditableList } from '../../shared/editable-list';
import { ThingCard } from '../../shared/thing-card';
import { useSaving } from '../../shared/use-saving';
import { HoursDialog } from './hours-dialog';

export type Calendar = inferRouterOutputs<AppRouter>['calendars']['list'][number];

/** Opening hours with holidays, which flows name by their slot. */
export function OpeningHours() {
  const t = useTranslations('admin.hours');
  const mayEdit = useMay('calendar.edit');
  const { data: calendars } = useQuery(useTRPC().calendars.list.queryOptions());
  return (
    <EditableList
      title={t('title')}
      text={t('text')}
      add={mayEdit ? t('add') : null}
      empty={t('empty')}
      items={calendars}
      card={(calendar, edit) => <CalendarCard key={calendar.id} calendar={calendar} edit={edit} />}
      dialog={(calendar, close) => <HoursDialog calendar={calendar} onClose={close} />}
    />
  );
}

function CalendarCard({ calendar, edit }: { calendar: Calendar; edit(): void }) {
  const t = useTranslations('admin.hours');
  const locale = useLocale();
  const trpc = useTRPC();
  const { timeZone, holidays, exceptions } = calendar.hours;
  const name = localizedText(calendar.name, locale, ['de', 'en']) || calendar.slot;
  const about = [
    timeZone,
    holidays ? t('holidaysOf', { region: regionName(holidays, locale) }) : t('noHolidays'),
    t('exceptionCount', { count: exceptions.length }),
  ].join(' · ');
  return (
    <ThingCard
      thing={{ kind: 'calendar', id: calendar.id }}
      name={name}
      slot={`calendar:${calendar.slot}`}
      about={about}
      words={{ edit: t('edit', { name }), remove: t('removeTitle', { name }) }}
      mayEdit={useMay('calendar.edit')}
      edit={edit}
      removal={useMutation(
        trpc.calendars.remove.mutationOptions(useSaving(trpc.calendars.list.queryFilter())),
      )}
    />
  );
}

/** "DE-BE" as a reader knows it: the country by its name, the state by its usual letters. */
function regionName(region: string, locale: string): string {
  const { country, state } = splitRegion(region);
  const name = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(country) ?? country;
  return state ? `${name} (${state})` : name;
}
