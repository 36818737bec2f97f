'use client';

import { Switch } from '@mantine/core';
import type { WidgetProps } from '../form/widget-props';

export function SwitchWidget(props: WidgetProps) {
  return (
    <Switch
      label={props.label}
      description={props.description}
      error={props.error}
      disabled={props.readOnly}
      checked={props.value === true}
      onChange={(event) => props.choose(event.currentTarget.checked)}
    />
  );
}
