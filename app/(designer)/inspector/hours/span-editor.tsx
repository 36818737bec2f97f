'use client';

import { ActionIcon, Autocomplete, Group, Paper, Text, Tooltip } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWeekWords } from './use-week-words';
import { DAY_MINUTES, minutesOf, type Span, timeOf } from './week';

interface SpanEditorProps {
  span: Span;
  bands: readonly string[];
  change(span: Span): void;
  remove(): void;
}

/** One span, exactly: from, to, and the band it belongs to. */
export function SpanEditor({ span, bands, change, remove }: SpanEditorProps) {
  const t = useTranslations('inspector');
  const [from, setFrom] = useState(timeOf(span.start));
  const [to, setTo] = useState(timeOf(span.end % DAY_MINUTES));
  const [band, setBand] = useState(span.band);

  const commit = (nextFrom: string, nextTo: string, nextBand: string) => {
    const start = minutesOf(nextFrom);
    const end = minutesOf(nextTo);
    const next = { ...span, start, end: end <= start ? end + DAY_MINUTES : end, band: nextBand.trim() };
    const same = next.start === span.start && next.end === span.end && next.band === span.band;
    if (nextFrom !== '' && nextTo !== '' && !same) change(next);
  };

  return (
    <Paper withBorder p="xs">
      <SpanHead day={span.day} remove={remove} />
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <TimePicker
          size="xs"
          label={t('hours.from')}
          hoursInputLabel={t('hours.hour')}
          minutesInputLabel={t('hours.minute')}
          value={from}
          onChange={setFrom}
          onBlur={() => commit(from, to, band)}
        />
        <TimePicker
          size="xs"
          label={t('hours.to')}
          hoursInputLabel={t('hours.hour')}
          minutesInputLabel={t('hours.minute')}
          value={to}
          onChange={setTo}
          onBlur={() => commit(from, to, band)}
        />
        <Autocomplete
          size="xs"
          style={{ flex: 1, minWidth: 0 }}
          label={t('hours.band')}
          placeholder={t('hours.open')}
          data={bands.filter((name) => name !== '')}
          value={band}
          onChange={setBand}
          onOptionSubmit={(name) => commit(from, to, name)}
          onBlur={() => commit(from, to, band)}
        />
      </Group>
      {span.end > DAY_MINUTES && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('hours.overnight', { time: timeOf(span.end - DAY_MINUTES) })}
        </Text>
      )}
    </Paper>
  );
}

function SpanHead({ day, remove }: { day: Span['day']; remove(): void }) {
  const t = useTranslations('inspector.hours');
  const words = useWeekWords();
  return (
    <Group justify="space-between" mb={4}>
      <Text size="xs" fw={600}>
        {words.longDay(day)}
      </Text>
      <Tooltip label={t('remove')}>
        <ActionIcon size="sm" aria-label={t('remove')} onClick={remove}>
          <IconTrash size={14} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
