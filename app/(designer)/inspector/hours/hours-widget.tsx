'use client';

import { Input } from '@mantine/core';
import { useId } from 'react';
import { jsonSchema } from '@/runtime/flow/json';
import type { WidgetProps } from '../form/widget-props';
import { HoursEditor } from './hours-editor';
import { readWeek } from './week';

export default function HoursWidget(props: WidgetProps) {
  const labelId = useId();
  return (
    <Input.Wrapper
      label={props.label}
      labelElement="div"
      labelProps={{ id: labelId }}
      description={props.description}
      error={props.error}
      withAsterisk={props.field.required}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame of its own */}
      <div role="group" aria-labelledby={labelId}>
        <HoursEditor
          week={readWeek(props.value)}
          readOnly={props.readOnly}
          change={(week) => props.choose(jsonSchema.parse(week))}
        />
      </div>
    </Input.Wrapper>
  );
}
