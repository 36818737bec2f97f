import * as z from 'zod';
import { expressionField } from '@/runtime/flow/config-schemas';
import { isTruthy } from '@/runtime/flow/expressions';
import { defineNode, go, type Outcome } from '@/runtime/flow/node-definition';
import { compileRules, ruleGroupSchema } from '@/runtime/flow/rules';
import { rulesInWords } from './rules-in-words';

const config = z.object({
  mode: z.enum(['rules', 'expression']).default('rules').meta({ widget: 'segmented' }),
  rules: ruleGroupSchema
    .default({ match: 'all', rules: [] })
    .meta({ widget: 'rules', showWhen: { mode: ['rules'] } }),
  expression: expressionField.default('').meta({ showWhen: { mode: ['expression'] } }),
});

/** Yes or no: by rules put together by eye, or by an expression. */
export default defineNode({
  type: 'condition',
  version: 1,
  category: 'decide',
  icon: 'IconArrowsSplit2',
  config,
  ports: [
    { id: 'yes', kind: 'exit' },
    { id: 'no', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ mode, rules, expression }, translate) =>
    mode === 'expression' ? expression.replace(/^=/, '').trim() : rulesInWords(rules, translate),
  problems({ mode, rules, expression }) {
    if (mode === 'expression') {
      return expression.trim() === ''
        ? [{ level: 'error', path: ['expression'], key: 'expressionMissing' }]
        : [];
    }
    return rules.rules.length === 0 ? [{ level: 'error', path: ['rules'], key: 'rulesMissing' }] : [];
  },
  run(context): Outcome | Promise<Outcome> {
    const { config } = context;
    if (config.mode === 'expression') {
      const value = context.evaluate(config.expression);
      return value instanceof Promise ? value.then(byValue) : byValue(value);
    }
    const { facts, variables, environment, clock } = context;
    const { holds, decisive } = compileRules(config.rules)({
      ...facts,
      vars: variables,
      installation: environment.installation,
      now: clock.now,
    });
    const key = `${decisive ? 'rule' : 'rules'}${holds ? 'Yes' : 'No'}`;
    return go(holds ? 'yes' : 'no', {
      because: { key, values: decisive ? { field: { field: decisive.field } } : {} },
    });
  },
});

function byValue(value: Parameters<typeof isTruthy>[0]): Outcome {
  const holds = isTruthy(value);
  return go(holds ? 'yes' : 'no', { because: { key: holds ? 'expressionYes' : 'expressionNo', values: {} } });
}
