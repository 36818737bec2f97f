'use client';

import { Fieldset, Text } from '@mantine/core';
import { Fields } from '../form/fields';
import type { WidgetProps } from '../form/widget-props';

export function ObjectWidget(props: WidgetProps) {
  const fields = props.field.fields ?? [];
  if (!props.label) return <Fields fields={fields} path={props.path} />;
  return (
    <Fieldset legend={props.label} p="sm" pt="xs">
      {props.description && (
        <Text size="xs" c="dimmed" mb="xs">
          {props.description}
        </Text>
      )}
      <Fields fields={fields} path={props.path} />
      {props.error && (
        <Text size="xs" c="red" mt="xs">
          {props.error}
        </Text>
      )}
    </Fieldset>
  );
}
