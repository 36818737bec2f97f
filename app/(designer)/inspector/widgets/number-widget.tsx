'use client';

import { NumberInput } from '@mantine/core';
import { useLocale } from 'next-intl';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';

interface NumberWidgetProps extends WidgetProps {
  /** What the arrows add. */
  step?: number;
  /** Written behind the number. */
  suffix?: string;
}

export function NumberWidget({ step, suffix, ...props }: NumberWidgetProps) {
  const { field, value } = props;
  const decimalSeparator = useLocale() === 'de' ? ',' : '.';
  const typed = useTypedValue<number | string>(typeof value === 'number' ? value : '', (entered) => {
    if (typeof entered === 'number') props.type(entered);
    else if (entered === '') props.type(field.nullable ? null : undefined);
  });
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
      allowDecimal={!field.integer}
      decimalSeparator={decimalSeparator}
      clampBehavior="blur"
      value={typed.value}
      onChange={typed.type}
      onBlur={() => {
        typed.flush();
        props.settle();
      }}
    />
  );
}
