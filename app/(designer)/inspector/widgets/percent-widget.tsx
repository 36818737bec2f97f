'use client';

import { useLocale } from 'next-intl';
import type { WidgetProps } from '../form/widget-props';
import { NumberWidget } from './number-widget';

/** A share that is kept as 0 to 1, read and written as a percentage without decimals. */
export function PercentWidget(props: WidgetProps) {
  const locale = useLocale();
  const { field, value, type } = props;
  return (
    <NumberWidget
      {...props}
      field={{ ...field, min: (field.min ?? 0) * 100, max: (field.max ?? 1) * 100, integer: true }}
      value={typeof value === 'number' ? Math.round(value * 100) : value}
      type={(entered) => type(typeof entered === 'number' ? entered / 100 : entered)}
      step={5}
      suffix={locale === 'de' ? ' %' : '%'}
    />
  );
}
