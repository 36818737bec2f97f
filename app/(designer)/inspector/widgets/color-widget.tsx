'use client';

import { ColorInput } from '@mantine/core';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';

export default function ColorWidget(props: WidgetProps) {
  const typed = useTypedValue(typeof props.value === 'string' ? props.value : '', props.type);
  return (
    <ColorInput
      label={props.label}
      description={props.description}
      error={props.error}
      withAsterisk={props.field.required}
      readOnly={props.readOnly}
      format="hex"
      value={typed.value}
      onChange={typed.type}
      onBlur={() => {
        typed.flush();
        props.settle();
      }}
    />
  );
}
