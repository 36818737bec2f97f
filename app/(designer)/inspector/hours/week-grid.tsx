'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type CSSProperties, Fragment } from 'react';
import { bandColor } from './band-colors';
import { useWeekPointer } from './use-week-pointer';
import { useWeekWords } from './use-week-words';
import { DAYS, type Day, drawSpan, partsOf, replaceSpan, type Span } from './week';
import { ROW_MINUTES } from './week-drag';
import classes from './week-grid.module.css';

interface WeekGridProps {
  spans: readonly Span[];
  bands: readonly string[];
  /** The band that is drawn with. */
  brush: string;
  selected: Span | null;
  readOnly: boolean;
  change(spans: Span[], held: Span | null): void;
  select(span: Span | null): void;
}

const TICKS = [0, 6, 12, 18, 24];
/** Spans of this many minutes have room for their times. */
const LABELLED = 390;
/** Arrow keys move by this many minutes. */
const KEY_MINUTES = 15;

/** Seven rows of hours. Draw with the mouse, pull and push what is there; every span is also a button with keys. */
export function WeekGrid(props: WeekGridProps) {
  const { spans, readOnly, brush } = props;
  const t = useTranslations('inspector');
  const words = useWeekWords();
  const pointer = useWeekPointer(props);
  const shown = pointer.preview?.spans ?? spans;
  const held = pointer.preview?.held;
  return (
    <div className={classes.grid} ref={pointer.grid} onPointerMove={pointer.move} onPointerUp={pointer.drop}>
      <span />
      <div className={classes.axis} aria-hidden>
        {TICKS.map((hour) => (
          <span key={hour} className={classes.tick} style={{ left: share(hour * 60) }}>
            {hour}
          </span>
        ))}
        {held && (
          <span className={classes.held} style={{ left: share(held.start) }}>
            {words.times(held)}
          </span>
        )}
      </div>
      <span />
      {DAYS.map((day) => (
        <Fragment key={day}>
          <span className={classes.day}>{words.shortDay(day)}</span>
          <div
            className={`${classes.track} ${readOnly ? classes.readOnly : ''}`}
            data-day={day}
            onPointerDown={(event) => pointer.grab(event, { day, band: brush })}
          >
            <div className={classes.tomorrow} />
            <Tails spans={shown} day={day} bands={props.bands} />
            {indexesOf(shown, day).map((index, place) => {
              // The place within the day: a span that is moved by keys keeps its button and with it the focus.
              const key = String(place);
              return <SpanBar key={key} {...props} spans={shown} index={index} grab={pointer.grabSpan} />;
            })}
          </div>
          {readOnly ? (
            <span />
          ) : (
            <Tooltip label={t('hours.addOn', { day: words.longDay(day) })}>
              <ActionIcon
                size="sm"
                aria-label={t('hours.addOn', { day: words.longDay(day) })}
                onClick={() => {
                  const added = freeSpan(spans, day, brush);
                  props.change(drawSpan(spans, added), added);
                }}
              >
                <IconPlus size={14} />
              </ActionIcon>
            </Tooltip>
          )}
        </Fragment>
      ))}
    </div>
  );
}

interface SpanBarProps extends WeekGridProps {
  index: number;
  grab: ReturnType<typeof useWeekPointer>['grabSpan'];
}

function SpanBar(props: SpanBarProps) {
  const { spans, index, bands, selected, readOnly, select, change, grab } = props;
  const words = useWeekWords();
  const span = spans[index];
  if (!span) return null;
  const isSelected = selected !== null && sameSpan(selected, span);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const next = spanAfterKey(span, event);
    if (!next || readOnly) return;
    event.preventDefault();
    if (next !== 'remove') {
      change(replaceSpan(spans, index, next), next);
      return;
    }
    // What has the focus goes: the button of the day takes it over.
    const row = event.currentTarget.closest('[data-day]');
    if (row?.nextElementSibling instanceof HTMLElement) row.nextElementSibling.focus();
    change(spans.toSpliced(index, 1), null);
  };
  return (
    <button
      type="button"
      className={`${classes.span} ${isSelected ? classes.selected : ''}`}
      style={spanStyle(span, span.start, Math.min(span.end, ROW_MINUTES), bands)}
      aria-label={words.span(span)}
      aria-pressed={isSelected}
      title={words.span(span)}
      onClick={() => select(span)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => grab(event, { kind: 'move', index })}
    >
      <span
        className={classes.end}
        style={{ left: 0 }}
        onPointerDown={(event) => grab(event, { kind: 'start', index })}
      />
      {span.end - span.start >= LABELLED ? words.times(span) : ''}
      <span
        className={classes.end}
        style={{ right: 0 }}
        onPointerDown={(event) => grab(event, { kind: 'end', index })}
      />
    </button>
  );
}

/** What the night before brings into this day. */
function Tails({ spans, day, bands }: { spans: readonly Span[]; day: Day; bands: readonly string[] }) {
  return spans.flatMap((span) =>
    partsOf(span)
      .filter((part) => part.tail && part.day === day)
      .map((part) => (
        <div
          key={`${span.day} ${span.start}`}
          className={classes.tail}
          style={spanStyle(span, part.start, part.end, bands)}
        />
      )),
  );
}

/** Arrows move, with Shift they pull the end, with Alt the start; Delete takes the span away. */
function spanAfterKey(span: Span, event: React.KeyboardEvent): Span | 'remove' | null {
  if (event.key === 'Delete' || event.key === 'Backspace') return 'remove';
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    const day = DAYS[(span.day - 1 + (event.key === 'ArrowUp' ? 6 : 1)) % 7];
    return day === undefined ? null : { ...span, day };
  }
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return null;
  const by = event.key === 'ArrowLeft' ? -KEY_MINUTES : KEY_MINUTES;
  const start = event.shiftKey ? span.start : span.start + by;
  const end = event.altKey ? span.end : span.end + by;
  const fits = start >= 0 && start < 1440 && end > start && end - start <= 1440;
  return fits ? { ...span, start, end } : null;
}

/** Half a day's work where the day is free, else the two hours after its last span. */
function freeSpan(spans: readonly Span[], day: Day, band: string): Span {
  const last = spans.filter((span) => span.day === day).at(-1);
  if (!last) return { day, start: 9 * 60, end: 17 * 60, band };
  const start = Math.min(last.end + 60, 22 * 60);
  return { day, start, end: start + 120, band };
}

function spanStyle(span: Span, from: number, to: number, bands: readonly string[]): CSSProperties {
  const color = bandColor(span.band, bands);
  return {
    left: share(from),
    width: share(to - from),
    '--span-color': `var(--mantine-color-${color}-7)`,
    '--span-text': 'var(--mantine-color-white)',
  } as CSSProperties;
}

function indexesOf(spans: readonly Span[], day: Day): number[] {
  return spans.flatMap((span, index) => (span.day === day ? [index] : []));
}

function sameSpan(left: Span, right: Span): boolean {
  return left.day === right.day && left.start === right.start;
}

function share(minutes: number): string {
  return `${(minutes / ROW_MINUTES) * 100}%`;
}
