'use client';

import { JsonInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { jsonSchema } from '@/runtime/flow/json';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';

/** Free JSON: what no better widget can draw. Half-typed text stays in the field and is not written. */
export function JsonWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const written = props.value === undefined ? '' : JSON.stringify(props.value, null, 2);
  const typed = useTypedValue(
    written,
    (text) => {
      if (text.trim() === '') props.type(undefined);
      const parsed = parseJson(text);
      if (parsed !== undefined) props.type(parsed);
    },
    // How it is laid out is the author's while he types.
    (text) => JSON.stringify(parseJson(text)) ?? text,
  );
  return (
    <JsonInput
      label={props.label}
      description={props.description}
      error={props.error}
      withAsterisk={props.field.required}
      readOnly={props.readOnly}
      validationError={t('json.invalid')}
      formatOnBlur
      autosize
      minRows={3}
      maxRows={14}
      value={typed.value}
      onChange={typed.type}
      onBlur={() => {
        typed.flush();
        props.settle();
      }}
    />
  );
}

function parseJson(text: string) {
  try {
    const parsed = jsonSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Not JSON yet: the control itself says so when the field is left.
    return undefined;
  }
}
