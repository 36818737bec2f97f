'use client';

import { TagsInput } from '@mantine/core';
import type { WidgetProps } from '../form/widget-props';

/** A list of short texts: words, addresses, tags. */
export function TagsWidget(props: WidgetProps) {
  const tags = Array.isArray(props.value) ? props.value.map(String) : [];
  return (
    <TagsInput
      label={props.label}
      description={props.description}
      placeholder={tags.length === 0 ? props.placeholder : undefined}
      error={props.error}
      withAsterisk={props.field.required}
      readOnly={props.readOnly}
      value={tags}
      maxTags={props.field.max}
      splitChars={[',', ';', '\n']}
      acceptValueOnBlur
      onChange={(values) => props.choose(values)}
    />
  );
}
