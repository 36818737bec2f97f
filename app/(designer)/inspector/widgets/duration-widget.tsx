'use client';

import { Group, Input, NumberInput, Select } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { type DurationUnit, durationUnits, splitDuration, toDuration, unitOfField } from '../form/duration';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';

/** A length of time: an amount and its unit. The config keeps one number in the unit that its name tells. */
export function DurationWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const locale = useLocale();
  const id = useId();
  const { key, min = 0, max, integer = false } = props.field;
  const base = unitOfField(key);
  const units = durationUnits(base, max);
  const written = typeof props.value === 'number' ? props.value : null;
  const split = written === null ? { amount: null, unit: base } : splitDuration(written, base);
  const [chosenUnit, chooseUnit] = useState<DurationUnit | null>(null);
  // The unit that was chosen stays, also while amounts are typed that another unit could say shorter.
  const unit = chosenUnit ?? split.unit;
  const amount = written === null ? '' : toDuration(written, base, unit);
  const typed = useTypedValue<number | string>(amount, (entered) => {
    if (typeof entered === 'number') props.type(kept(entered, unit));
    else props.type(props.field.nullable ? null : undefined);
  });
  const kept = (entered: number, of: DurationUnit): number => {
    const length = toDuration(entered, of, base);
    return Math.min(max ?? length, integer ? Math.round(length) : length);
  };
  return (
    <Input.Wrapper
      id={id}
      label={props.label}
      description={props.description}
      error={props.error}
      withAsterisk={props.field.required}
    >
      <Group gap="xs" wrap="nowrap" mt={props.label ? 4 : 0}>
        <NumberInput
          id={id}
          style={{ flex: 1 }}
          min={toDuration(min, base, unit)}
          {...(max === undefined ? {} : { max: toDuration(max, base, unit) })}
          allowDecimal={!(integer && unit === base)}
          clampBehavior="blur"
          placeholder={props.placeholder}
          readOnly={props.readOnly}
          error={Boolean(props.error)}
          decimalSeparator={locale === 'de' ? ',' : '.'}
          value={typed.value}
          onChange={(entered) => {
            chooseUnit(unit);
            typed.type(entered);
          }}
          onBlur={() => {
            typed.flush();
            props.settle();
          }}
        />
        <Select
          aria-label={t('duration.unit')}
          w={120}
          readOnly={props.readOnly}
          allowDeselect={false}
          data={units.map((value) => ({ value, label: t(`duration.${value}`) }))}
          value={unit}
          onChange={(value) => {
            const next = units.find((candidate) => candidate === value);
            if (!next) return;
            chooseUnit(next);
            if (typeof typed.value === 'number') props.choose(kept(typed.value, next));
          }}
        />
      </Group>
    </Input.Wrapper>
  );
}
