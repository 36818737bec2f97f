'use client';

import { Autocomplete } from '@mantine/core';
import { useMemo } from 'react';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';

/** A time zone by its IANA name. */
export function TimeZoneWidget(props: WidgetProps) {
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const typed = useTypedValue(typeof props.value === 'string' ? props.value : '', props.type);
  return (
    <Autocomplete
      label={props.label}
      description={props.description}
      placeholder={props.placeholder}
      error={props.error}
      withAsterisk={props.field.required}
      readOnly={props.readOnly}
      data={zones}
      limit={60}
      value={typed.value}
      onChange={typed.type}
      onBlur={() => {
        typed.flush();
        props.settle();
      }}
    />
  );
}
