import type { WidgetProps } from '@/app/(designer)/inspector/form/widget-props';
import { type Json, jsonSchema } from '@/runtime/flow/json';

/** The inspector's widgets stand in a plain form as well: here a choice and typing are the same thing. */
export function widgetProps(
  key: string,
  label: string,
  value: unknown,
  onChange: (value: Json | undefined) => void,
): WidgetProps {
  return {
    field: {
      key,
      textPath: key,
      kind: 'any',
      widget: key,
      required: false,
      nullable: true,
      advanced: false,
      half: false,
    },
    path: [key],
    value: jsonSchema.parse(value),
    label,
    description: null,
    placeholder: undefined,
    error: null,
    problems: [],
    readOnly: false,
    choose: onChange,
    type: onChange,
    settle: () => undefined,
  };
}
