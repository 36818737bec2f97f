'use client';

import { NumberInput } from '@mantine/core';
import { useLocale } from 'next-intl';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';

/** A share that is kept as 0 to 1, read and written as a percentage without decimals. */
export function PercentWidget(props: WidgetProps) {
  const { field, value } = props;
  const locale = useLocale();
  const written = typeof value === 'number' ? Math.round(value * 100) : '';
  const typed = useTypedValue<number | string>(written, (entered) => {
    if (typeof entered === 'number') props.type(entered / 100);
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
      min={(field.min ?? 0) * 100}
      max={(field.max ?? 1) * 100}
      step={5}
      allowDecimal={false}
      suffix={locale === 'de' ? ' %' : '%'}
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
