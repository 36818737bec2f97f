'use client';

import { Group, Input, NumberInput, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import {
  type DurationUnit,
  durationUnits,
  keptDuration,
  splitDuration,
  toDuration,
  unitOfField,
} from '@/runtime/flow/duration';
import { useTypedNumber } from '../form/use-typed-number';
import type { WidgetProps } from '../form/widget-props';

/** A length of time: an amount and its unit. The config keeps one number in the unit that its name tells. */
export function DurationWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const id = useId();
  const { key, min = 0, max } = props.field;
  const base = unitOfField(key);
  const units = durationUnits(base, max);
  const written = typeof props.value === 'number' ? props.value : null;
  const split = written === null ? { amount: null, unit: base } : splitDuration(written, base);
  const [chosenUnit, chooseUnit] = useState<DurationUnit | null>(null);
  // The unit that was chosen stays, also while amounts are typed that another unit could say shorter.
  const unit = chosenUnit ?? split.unit;
  const amount = written === null ? '' : toDuration(written, base, unit);
  const kept = (entered: number) => keptDuration(entered, unit, base, props.field);
  const typed = useTypedNumber(
    amount,
    (entered) => {
      if (entered !== '') props.type(kept(entered));
      else props.type(props.field.nullable ? null : undefined);
    },
    (entered) => toDuration(kept(entered), base, unit),
  );
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
          // Also where whole units are kept: swallowing the comma would make 15 of 1,5.
          allowDecimal
          clampBehavior="blur"
          placeholder={props.placeholder}
          readOnly={props.readOnly}
          error={Boolean(props.error)}
          {...typed.input}
          onChange={(entered) => {
            chooseUnit(unit);
            typed.input.onChange(entered);
          }}
          onBlur={() => {
            typed.leave();
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
            if (typed.entered === null) return;
            const length = keptDuration(typed.entered, next, base, props.field);
            typed.show(toDuration(length, base, next));
            props.choose(length);
          }}
        />
      </Group>
    </Input.Wrapper>
  );
}
