import { fieldName } from '@/runtime/flow/field-name';
import type { Translate } from '@/runtime/flow/node-definition';
import type { Rule, RuleGroup } from '@/runtime/flow/rules';

/** One or two rules as a sentence, as they fit on a card; more of them, and groups within groups, are counted. */
export function rulesInWords(group: RuleGroup, translate: Translate): string {
  const rules = group.rules.filter((rule) => 'field' in rule);
  const [first, second, third] = rules.map((rule) => ruleInWords(rule, translate));
  const isCounted = group.match === 'none' || rules.length < group.rules.length || third !== undefined;
  if (first === undefined || isCounted)
    return translate(`summary.${group.match}`, { count: group.rules.length });
  if (second === undefined) return first;
  return translate(group.match === 'all' ? 'summary.bothOf' : 'summary.oneOf', { first, second });
}

function ruleInWords({ field, operator, value }: Rule, translate: Translate): string {
  const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const [from = '', to = ''] = values;
  return translate(`summary.rule.${operator}`, {
    field: fieldName(field, translate.language ?? 'en'),
    value: values.join(', '),
    from: String(from),
    to: String(to),
  });
}
