'use client';

import { Stack } from '@mantine/core';
import type { FieldSpec } from '../form/field-spec';
import { Fields } from '../form/fields';
import { initialObject } from '../form/initial-value';
import { isObject } from '../form/path';
import type { WidgetProps } from '../form/widget-props';
import { SegmentedWidget } from './choice-widgets';

/** One of several shapes: first which, then the fields of that one. */
export function VariantsWidget(props: WidgetProps) {
  const { field, value, path } = props;
  const { discriminator = '', variants = [] } = field;
  const current = isObject(value) ? value[discriminator] : undefined;
  const chosen = variants.find((variant) => variant.value === current);
  const switcher: FieldSpec = { ...field, kind: 'choice', choices: variants.map((variant) => variant.value) };
  return (
    <Stack gap="sm">
      <SegmentedWidget
        {...props}
        field={switcher}
        value={current}
        choose={(next) => {
          const variant = variants.find((candidate) => candidate.value === next);
          if (variant) props.choose({ [discriminator]: variant.value, ...initialObject(variant.fields) });
        }}
      />
      {chosen && chosen.fields.length > 0 && <Fields fields={chosen.fields} path={path} />}
    </Stack>
  );
}
