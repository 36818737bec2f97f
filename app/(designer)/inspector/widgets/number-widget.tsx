'use client';

import { NumberInput } from '@mantine/core';
import { useTypedNumber } from '../form/use-typed-number';
import type { WidgetProps } from '../form/widget-props';

interface NumberWidgetProps extends WidgetProps {
  /** What the arrows add. */
  step?: number;
  /** Written behind the number. */
  suffix?: string;
}

export function NumberWidget({ step, suffix, ...props }: NumberWidgetProps) {
  const { field, value } = props;
  const typed = useTypedNumber(
    typeof value === 'number' ? value : '',
    (entered) => {
      if (entered !== '') props.type(entered);
      else props.type(field.nullable ? null : undefined);
    },
    (entered) => (field.integer ? Math.round(entered) : entered),
  );
  return (
    <NumberInput
      label={props.label}
      description={props.description}
      placeholder={props.placeholder}
      error={props.error}
      withAsterisk={field.required}
      readOnly={props.readOnly}
      min={field.min}
      max={field.max}
      {...(step === undefined ? {} : { step })}
      {...(suffix === undefined ? {} : { suffix })}
      // Also for whole numbers, which are rounded: swallowing the comma would make 625 of 62,5.
      allowDecimal
      clampBehavior="blur"
      {...typed.input}
      onBlur={() => {
        typed.leave();
        props.settle();
      }}
    />
  );
}
