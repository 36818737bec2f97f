'use client';

import { ActionIcon, Button, Group, Paper, Select, Tooltip } from '@mantine/core';
import { IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { compileRules, type Rule } from '@/runtime/flow/rules';
import { useScopeView } from '../scope/use-scope-view';
import { VariableMenu } from '../scope/variable-menu';
import { operandOf, operatorsFor, ruleType, withField, withOperator } from './edit-rules';
import { OperandInput } from './operand-input';
import type { GroupEditing } from './rule-group-editor';
import classes from './rules.module.css';
import { Verdict } from './verdict';

interface RuleEditorProps extends GroupEditing<Rule> {
  rule: Rule;
  remove(): void;
}

/** One comparison: a value, what is asked of it, and with what it is compared. */
export function RuleEditor(props: RuleEditorProps) {
  const t = useTranslations('inspector');
  const { rule, readOnly, choose, type, settle } = props;
  const scope = useScopeView();
  const fieldType = ruleType(scope.typeOfPath(rule.field));
  const operators = operatorsFor(rule, fieldType);
  return (
    <Paper withBorder p={6}>
      <RuleHead {...props} />
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Select
          size="xs"
          w={140}
          style={{ flexShrink: 0 }}
          aria-label={t('rules.operator')}
          allowDeselect={false}
          readOnly={readOnly}
          comboboxProps={{ width: 200, position: 'bottom-start' }}
          data={operators.map((operator) => ({ value: operator, label: t(`rules.operators.${operator}`) }))}
          value={rule.operator}
          onChange={(chosen) => {
            const operator = operators.find((candidate) => candidate === chosen);
            if (operator) choose(withOperator(rule, operator, fieldType));
          }}
        />
        <OperandInput
          kind={operandOf(rule.operator, fieldType)}
          value={rule.value}
          options={scope.optionsOfPath(rule.field)}
          readOnly={readOnly}
          choose={(value) => choose({ ...rule, value })}
          type={(value) => type({ ...rule, value })}
          settle={settle}
        />
      </Group>
    </Paper>
  );
}

/** The value that is looked at, and whether the rule holds for the sample message. */
function RuleHead({ rule, readOnly, choose, remove }: RuleEditorProps) {
  const t = useTranslations('inspector');
  const scope = useScopeView();
  const fieldType = ruleType(scope.typeOfPath(rule.field));
  const holds = useMemo(
    () => compileRules({ match: 'all', rules: [rule] })(scope.sample).holds,
    [rule, scope.sample],
  );
  return (
    <Group gap={4} wrap="nowrap" mb={6}>
      <VariableMenu
        choose={(field) => choose(withField(rule, field, ruleType(scope.typeOfPath(field)), fieldType))}
      >
        {(open) => (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={readOnly}
            className={classes.field}
            rightSection={<IconChevronDown size={12} />}
            aria-label={t('rules.field', { field: scope.labelOfPath(rule.field) })}
            onClick={open}
          >
            {scope.labelOfPath(rule.field)}
          </Button>
        )}
      </VariableMenu>
      <Group gap={4} ml="auto" wrap="nowrap">
        <Verdict holds={holds} />
        {!readOnly && (
          <Tooltip label={t('rules.remove')}>
            <ActionIcon size="sm" aria-label={t('rules.remove')} onClick={remove}>
              <IconTrash size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
    </Group>
  );
}
