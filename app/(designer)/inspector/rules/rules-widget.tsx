'use client';

import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { jsonSchema } from '@/runtime/flow/json';
import { type RuleGroup, ruleGroupSchema } from '@/runtime/flow/rules';
import { FieldFrame } from '../form/field-frame';
import type { WidgetProps } from '../form/widget-props';
import { RuleGroupEditor } from './rule-group-editor';

const NO_RULES: RuleGroup = { match: 'all', rules: [] };

/** Rules put together by eye; each shows at once whether the sample message fulfils it. */
export default function RulesWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const parsed = ruleGroupSchema.safeParse(props.value);
  const write = (how: (value: Parameters<WidgetProps['type']>[0]) => void) => (group: RuleGroup) =>
    // A group is plain JSON; its own type says so less loosely.
    how(jsonSchema.parse(group));
  return (
    <FieldFrame label={props.label} description={props.description} error={props.error}>
      {props.value !== undefined && !parsed.success && (
        <Text size="xs" c="red">
          {t('rules.unreadable')}
        </Text>
      )}
      <RuleGroupEditor
        group={parsed.success ? parsed.data : NO_RULES}
        depth={1}
        readOnly={props.readOnly}
        choose={write(props.choose)}
        type={write(props.type)}
        settle={props.settle}
      />
    </FieldFrame>
  );
}
