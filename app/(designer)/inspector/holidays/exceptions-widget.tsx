'use client';

import { ActionIcon, Button, Group, Paper, Stack, Switch, Text, TextInput, Tooltip } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import * as z from 'zod';
import { DateInput } from '@/app/shell/date-inputs';
import { exceptionSchema } from '@/runtime/flow/config-schemas';
import { FieldFrame } from '../form/field-frame';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';
import { dayAfterLast } from './exception-days';

const listSchema = z.array(exceptionSchema);
type Exception = z.infer<typeof exceptionSchema>;

/** Days that differ from the week: closed, or with hours of their own. */
export default function ExceptionsWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const parsed = listSchema.safeParse(props.value);
  const days = parsed.success ? parsed.data : [];
  return (
    <FieldFrame label={props.label} description={props.description} error={props.error}>
      <Stack gap="xs">
        {days.map((day, index) => (
          <ExceptionDay
            // Its place: while its date is typed it is the same day, and keeps the keyboard.
            key={String(index)}
            day={day}
            readOnly={props.readOnly}
            taken={(date) => days.some((other, at) => at !== index && other.date === date)}
            choose={(next) => props.choose(days.with(index, next))}
            type={(next) => props.type(days.with(index, next))}
            settle={props.settle}
            remove={() => props.choose(days.toSpliced(index, 1))}
          />
        ))}
        {!props.readOnly && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() =>
              props.choose(inOrder([...days, { date: dayAfterLast(days, new Date()), name: '', slots: [] }]))
            }
          >
            {t('exceptions.add')}
          </Button>
        )}
      </Stack>
    </FieldFrame>
  );
}

interface ExceptionDayProps {
  day: Exception;
  readOnly: boolean;
  taken(date: string): boolean;
  choose(day: Exception): void;
  type(day: Exception): void;
  settle(): void;
  remove(): void;
}

function ExceptionDay(props: ExceptionDayProps) {
  const t = useTranslations('inspector');
  const { day, readOnly, choose } = props;
  return (
    <Paper withBorder p="xs">
      <DayHead {...props} />
      <Switch
        size="xs"
        label={t('exceptions.closed')}
        checked={day.slots.length === 0}
        disabled={readOnly}
        onChange={(event) =>
          choose({ ...day, slots: event.currentTarget.checked ? [] : [{ from: '09:00', to: '13:00' }] })
        }
      />
      {day.slots.map((slot, index) => (
        <SlotLine
          key={String(index)}
          slot={slot}
          readOnly={readOnly}
          change={(next) => choose({ ...day, slots: day.slots.with(index, next) })}
          remove={() => choose({ ...day, slots: day.slots.toSpliced(index, 1) })}
        />
      ))}
      {day.slots.length > 0 && !readOnly && (
        <Button
          mt={4}
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={12} />}
          onClick={() => choose({ ...day, slots: [...day.slots, { from: '14:00', to: '17:00' }] })}
        >
          {t('exceptions.addSlot')}
        </Button>
      )}
    </Paper>
  );
}

/** Which day it is, and what it is called. */
function DayHead({ day, readOnly, taken, choose, type, settle, remove }: ExceptionDayProps) {
  const t = useTranslations('inspector');
  const name = useTypedValue(day.name, (text) => type({ ...day, name: text }));
  return (
    <Group gap="xs" wrap="nowrap" mb={6}>
      <DateInput
        size="xs"
        w={120}
        style={{ flexShrink: 0 }}
        aria-label={t('exceptions.date')}
        readOnly={readOnly}
        value={day.date}
        excludeDate={taken}
        onChange={(date) => date !== null && choose({ ...day, date })}
      />
      <TextInput
        size="xs"
        style={{ flex: 1 }}
        aria-label={t('exceptions.name')}
        placeholder={t('exceptions.name')}
        maxLength={80}
        readOnly={readOnly}
        value={name.value}
        onChange={(event) => name.type(event.currentTarget.value)}
        onBlur={() => {
          name.flush();
          settle();
        }}
      />
      {!readOnly && (
        <Tooltip label={t('list.remove')}>
          <ActionIcon size="sm" aria-label={t('exceptions.remove', { date: day.date })} onClick={remove}>
            <IconTrash size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}

interface SlotLineProps {
  slot: Exception['slots'][number];
  readOnly: boolean;
  change(slot: Exception['slots'][number]): void;
  remove(): void;
}

function SlotLine({ slot, readOnly, change, remove }: SlotLineProps) {
  const t = useTranslations('inspector');
  const words = {
    hoursInputLabel: t('hours.hour'),
    minutesInputLabel: t('hours.minute'),
    size: 'xs',
    readOnly,
  } as const;
  return (
    <Group gap="xs" mt={6} wrap="nowrap">
      <TimePicker
        {...words}
        aria-label={t('hours.from')}
        value={slot.from}
        onChange={(from) => from !== '' && change({ ...slot, from })}
      />
      <Text size="xs">–</Text>
      <TimePicker
        {...words}
        aria-label={t('hours.to')}
        value={slot.to === '24:00' ? '00:00' : slot.to}
        onChange={(to) => to !== '' && change({ ...slot, to })}
      />
      {!readOnly && (
        <ActionIcon size="sm" aria-label={t('hours.remove')} onClick={remove}>
          <IconTrash size={14} />
        </ActionIcon>
      )}
    </Group>
  );
}

function inOrder(days: Exception[]): Exception[] {
  return days.toSorted((a, b) => a.date.localeCompare(b.date));
}
