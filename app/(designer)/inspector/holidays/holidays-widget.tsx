'use client';

import { Alert, Group, Select, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { FieldFrame } from '../form/field-frame';
import { selectText } from '../form/select-text';
import type { WidgetProps } from '../form/widget-props';
import { splitRegion } from './region';

/** Wide enough for the names of states; the fields share one line. */
const LIST_WIDTH = 280;

/** Whose public holidays count: a country, a state of it, or none. The next ones are shown, so that nobody has to guess. */
export default function HolidaysWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const trpc = useTRPC();
  const region = typeof props.value === 'string' && props.value !== '' ? props.value : null;
  const { country, state } = region === null ? { country: null, state: null } : splitRegion(region);
  const countries = useQuery(trpc.holidays.countries.queryOptions());
  const states = useQuery({
    ...trpc.holidays.states.queryOptions({ country: country ?? '' }),
    enabled: country !== null,
  });
  return (
    <FieldFrame label={props.label} description={props.description} error={props.error}>
      <Stack gap="xs">
        <Group gap="xs" grow wrap="nowrap">
          <Select
            aria-label={t('holidays.country')}
            placeholder={t('holidays.noCountry')}
            searchable
            onClick={selectText}
            comboboxProps={{ width: LIST_WIDTH, position: 'bottom-start' }}
            clearable
            readOnly={props.readOnly}
            loading={countries.isPending}
            data={(countries.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
            value={country}
            onChange={(chosen) => props.choose(chosen ?? (props.field.nullable ? null : ''))}
          />
          {country !== null && (states.data ?? []).length > 0 && (
            <Select
              aria-label={t('holidays.state')}
              placeholder={t('holidays.wholeCountry')}
              searchable
              onClick={selectText}
              comboboxProps={{ width: LIST_WIDTH, position: 'bottom-end' }}
              clearable
              readOnly={props.readOnly}
              data={(states.data ?? []).map(({ region: value, name }) => ({ value, label: name }))}
              value={state === null ? null : region}
              onChange={(chosen) => props.choose(chosen ?? country)}
            />
          )}
        </Group>
        {region !== null && <NextHolidays region={region} />}
      </Stack>
    </FieldFrame>
  );
}

function NextHolidays({ region }: { region: string }) {
  const t = useTranslations('inspector');
  const format = useFormatter();
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const next = useQuery(trpc.holidays.upcoming.queryOptions({ region, count: 10 }));
  if (next.isPending) return <Skeleton height={220} />;
  if (next.isError) return <Alert color="red">{sentence(next.error)}</Alert>;
  if (next.data.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {t('holidays.none')}
      </Text>
    );
  return (
    <Table fz="xs" verticalSpacing={3} horizontalSpacing={6} withTableBorder aria-label={t('holidays.next')}>
      <Table.Tbody>
        {next.data.map(({ date, name }) => (
          <Table.Tr key={date}>
            <Table.Td c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {format.dateTime(new Date(`${date}T12:00:00Z`), {
                weekday: 'short',
                day: 'numeric',
                month: 'short',
                year: 'numeric',
                timeZone: 'UTC',
              })}
            </Table.Td>
            <Table.Td>{name}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
