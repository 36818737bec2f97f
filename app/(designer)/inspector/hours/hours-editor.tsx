'use client';

import { Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { HoursMenu } from './hours-menu';
import { SpanEditor } from './span-editor';
import { openMinutes, replaceSpan, type Span, toSpans, toWeek, type Week } from './week';
import { WeekGrid } from './week-grid';

interface HoursEditorProps {
  week: Week;
  readOnly: boolean;
  change(week: Week): void;
}

/** Opening hours of a week: drawn above, typed exactly below. */
export function HoursEditor({ week, readOnly, change }: HoursEditorProps) {
  const t = useTranslations('inspector');
  const [place, setPlace] = useState<{ day: number; at: number } | null>(null);
  const [brush, setBrush] = useState('');
  const spans = toSpans(week);
  const bands = [...new Set(['', ...spans.map(({ band }) => band)])].sort();
  const index = place ? spans.findIndex((span) => span.day === place.day && isAt(span, place.at)) : -1;
  const selected = spans[index] ?? null;

  const write = (next: Span[], held: Span | null) => {
    setPlace(held && { day: held.day, at: held.start });
    change(toWeek(next));
  };

  return (
    <Stack gap="xs">
      <WeekGrid
        spans={spans}
        bands={bands}
        brush={brush}
        selected={selected}
        readOnly={readOnly}
        change={write}
        select={(span) => setPlace(span && { day: span.day, at: span.start })}
      />
      {selected && !readOnly ? (
        <SpanEditor
          key={`${selected.day} ${selected.start}`}
          span={selected}
          bands={bands}
          change={(next) => {
            setBrush(next.band);
            write(replaceSpan(spans, index, next), next);
          }}
          remove={() => write(spans.toSpliced(index, 1), null)}
        />
      ) : null}
      <Group justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {spans.length === 0
            ? t('hours.empty')
            : t('hours.total', { hours: Math.round(openMinutes(spans) / 6) / 10 })}
        </Text>
        {!readOnly && <HoursMenu spans={spans} selected={selected} change={(next) => write(next, null)} />}
      </Group>
    </Stack>
  );
}

function isAt(span: Span, minute: number): boolean {
  return span.start <= minute && span.end > minute;
}
