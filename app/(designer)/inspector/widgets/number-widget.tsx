'use client';

import { NumberInput } from '@mantine/core';
import { useLocale } from 'next-intl';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';

export function NumberWidget(props: WidgetProps) {
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
