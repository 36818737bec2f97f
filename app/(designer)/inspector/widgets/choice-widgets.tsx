'use client';

import { MultiSelect, SegmentedControl, Select } from '@mantine/core';
import { FieldFrame } from '../form/field-frame';
import type { FieldSpec } from '../form/field-spec';
import type { FieldWords } from '../form/field-words';
import { useNodeForm } from '../form/form-context';
import { selectText } from '../form/select-text';
import type { WidgetProps } from '../form/widget-props';

/** Above this many characters in all a row of segments no longer fits the inspector. */
const SEGMENTS_FIT = 42;

export function ChoiceWidget(props: WidgetProps) {
  const { field, value } = props;
  const { words } = useNodeForm();
  return (
    <Select
      label={props.label}
      description={props.description}
      placeholder={props.placeholder}
      error={props.error}
      withAsterisk={field.required}
      readOnly={props.readOnly}
      data={optionsOf(field, words)}
      value={value === undefined || value === null ? null : String(value)}
      clearable={!field.required && field.default === undefined}
      allowDeselect={false}
      {...((field.choices?.length ?? 0) > 8 ? { searchable: true, onClick: selectText } : {})}
      onChange={(chosen) => props.choose(chosen === null ? emptyOf(field) : choiceOf(field, chosen))}
    />
  );
}

export function SegmentedWidget(props: WidgetProps) {
  const { field, value } = props;
  const { words } = useNodeForm();
  const data = optionsOf(field, words);
  if (data.reduce((sum, { label }) => sum + label.length + 2, 0) > SEGMENTS_FIT)
    return <ChoiceWidget {...props} />;
  return (
    <FieldFrame
      label={props.label}
      description={props.description}
      error={props.error}
      required={field.required}
    >
      <SegmentedControl
        fullWidth
        readOnly={props.readOnly}
        data={data}
        value={value === undefined || value === null ? '' : String(value)}
        onChange={(chosen) => props.choose(choiceOf(field, chosen))}
      />
    </FieldFrame>
  );
}

/** Several of a fixed set. */
export function ChoicesWidget(props: WidgetProps) {
  const { words } = useNodeForm();
  const item: FieldSpec = { ...(props.field.item ?? props.field), textPath: props.field.textPath };
  const chosen = Array.isArray(props.value) ? props.value.map(String) : [];
  return (
    <MultiSelect
      label={props.label}
      description={props.description}
      placeholder={chosen.length === 0 ? props.placeholder : undefined}
      error={props.error}
      withAsterisk={props.field.required}
      readOnly={props.readOnly}
      data={optionsOf(item, words)}
      value={chosen}
      onChange={(values) => props.choose(values.map((value) => choiceOf(item, value)))}
    />
  );
}

function optionsOf(field: FieldSpec, words: FieldWords) {
  return (field.choices ?? []).map((choice) => ({
    value: String(choice),
    label: words.option(field, choice),
  }));
}

/** Controls speak text; the config keeps numbers as numbers. */
function choiceOf(field: FieldSpec, chosen: string): string | number {
  return field.choices?.find((choice) => String(choice) === chosen) ?? chosen;
}

function emptyOf(field: FieldSpec): null | undefined {
  return field.nullable ? null : undefined;
}
