'use client';

import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useNodeForm } from '../form/form-context';
import { selectText } from '../form/select-text';
import type { WidgetProps } from '../form/widget-props';
import { useNodeChoices } from './use-node-choices';

/** Another node of the flow, where the way goes on. */
export function NodeWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const { flow, nodeId } = useNodeForm();
  const chosen = typeof props.value === 'string' && props.value !== '' ? props.value : null;
  const data = useNodeChoices(flow, chosen, nodeId);
  return (
    <Select
      label={props.label}
      description={props.description}
      placeholder={props.placeholder ?? t('node.choose')}
      error={props.error}
      withAsterisk={props.field.required}
      readOnly={props.readOnly}
      searchable
      onClick={selectText}
      data={data}
      value={chosen}
      onChange={(id) => props.choose(id ?? (props.field.required ? '' : undefined))}
    />
  );
}
