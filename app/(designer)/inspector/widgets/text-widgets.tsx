'use client';

import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';

export function TextWidget(props: WidgetProps) {
  return <TextInput {...useTextInput(props)} />;
}

export function TextareaWidget(props: WidgetProps) {
  return <Textarea {...useTextInput(props)} autosize minRows={2} maxRows={14} />;
}

/** What is typed here is never shown again in the clear. */
export function SecretWidget(props: WidgetProps) {
  return <PasswordInput {...useTextInput(props)} autoComplete="off" />;
}

function useTextInput(props: WidgetProps) {
  const { field, value, settle } = props;
  // An empty optional text is left out of the config rather than kept as ''.
  const write = (text: string) => props.type(text === '' && !field.required ? emptyOf(props) : text);
  const typed = useTypedValue(typeof value === 'string' ? value : '', write);
  return {
    label: props.label,
    description: props.description,
    placeholder: props.placeholder,
    error: props.error,
    withAsterisk: field.required,
    readOnly: props.readOnly,
    maxLength: field.maxLength,
    value: typed.value,
    onChange: (event: { currentTarget: { value: string } }) => typed.type(event.currentTarget.value),
    onBlur: () => {
      typed.flush();
      settle();
    },
  };
}

function emptyOf({ field }: WidgetProps) {
  if (field.nullable) return null;
  return field.default === undefined ? undefined : '';
}
