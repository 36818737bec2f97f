'use client';

import { jsonSchema } from '@/runtime/flow/json';
import { FieldFrame } from '../form/field-frame';
import type { WidgetProps } from '../form/widget-props';
import { HoursEditor } from './hours-editor';
import { readWeek } from './week';

export default function HoursWidget(props: WidgetProps) {
  return (
    <FieldFrame
      label={props.label}
      description={props.description}
      error={props.error}
      required={props.field.required}
    >
      <HoursEditor
        week={readWeek(props.value)}
        readOnly={props.readOnly}
        change={(week) => props.choose(jsonSchema.parse(week))}
      />
    </FieldFrame>
  );
}
