'use client';

import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { nodeRegistry } from '@/nodes/registry.generated';
import { takesEdges } from '../../model/node-ports';
import { useNodeWords } from '../../use-node-words';
import { useNodeForm } from '../form/form-context';
import type { WidgetProps } from '../form/widget-props';

/** Another node of the flow, where the way goes on. */
export function NodeWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const words = useNodeWords();
  const { flow, nodeId } = useNodeForm();
  const nodes = flow.nodes.filter(({ id, type }) => id !== nodeId && takesEdges(type, nodeRegistry));
  return (
    <Select
      label={props.label}
      description={props.description}
      placeholder={props.placeholder ?? t('node.choose')}
      error={props.error}
      withAsterisk={props.field.required}
      readOnly={props.readOnly}
      searchable
      data={nodes.map((node) => ({ value: node.id, label: titleOf(node) }))}
      value={typeof props.value === 'string' && props.value !== '' ? props.value : null}
      onChange={(id) => props.choose(id ?? (props.field.required ? '' : undefined))}
    />
  );

  /** Nodes of one title are told apart by what they do, else by their place in the flow. */
  function titleOf(node: (typeof nodes)[number]): string {
    const title = words.title(node);
    const twins = nodes.filter((other) => words.title(other) === title);
    if (twins.length < 2) return title;
    const summary = words.summary(node, null, flow);
    const alike = twins.filter((other) => words.summary(other, null, flow) === summary);
    const name = summary === '' ? title : `${title} – ${summary}`;
    return alike.length < 2 ? name : `${name} (${alike.indexOf(node) + 1})`;
  }
}
