'use client';

import { Autocomplete, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useNodeForm } from '../form/form-context';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';
import { useScopeView } from '../scope/use-scope-view';

/** The name of a variable that is written here: one that the flow knows, or a new one. */
export function VariableWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const { flow } = useNodeForm();
  const scope = useScopeView();
  const written = typeof props.value === 'string' ? props.value : '';
  const typed = useTypedValue(written, props.type);
  const sample = scope.sampleOf(`vars.${written}`);
  const names = scope.values
    .filter(({ group }) => group === 'vars')
    .map(({ path }) => path.replace('vars.', ''));
  const declared = flow.variables.some(({ name }) => name === written);
  return (
    <>
      <Autocomplete
        label={props.label}
        description={props.description}
        placeholder={props.placeholder}
        error={props.error}
        withAsterisk={props.field.required}
        readOnly={props.readOnly}
        data={[...new Set(names)]}
        value={typed.value}
        // A name holds letters, digits and `_` only: what else is typed would never be accepted.
        onChange={(text) => typed.type(text.replaceAll(/[^A-Za-z0-9_]/g, ''))}
        onBlur={() => {
          typed.flush();
          props.settle();
        }}
      />
      {written !== '' && (
        <Text size="xs" c="dimmed" mt={4}>
          {t(declared ? 'variables.readAs' : 'variables.madeHere', { path: `vars.${written}` })}
          {sample !== null && ` · ${t('variables.sample', { value: sample })}`}
        </Text>
      )}
    </>
  );
}
