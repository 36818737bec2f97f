import * as z from 'zod';
import { variableField } from '@/runtime/flow/config-schemas';
import { type ConfigProblem, defineNode, fail, go } from '@/runtime/flow/node-definition';
import { ruleGroupSchema } from '@/runtime/flow/rules';
import {
  drawWay,
  wayName,
  wayPorts,
  wayProblems,
  waySummary,
  weightedWaySchema,
} from '@/runtime/flow/weighted-ways';

const config = z.object({
  variants: z
    .array(weightedWaySchema)
    .max(10)
    .default([
      { id: 'a', name: 'A', weight: 1 },
      { id: 'b', name: 'B', weight: 1 },
    ])
    .meta({ widget: 'cases' }),
  field: variableField.default('test'),
  success: ruleGroupSchema.default({ match: 'all', rules: [] }).meta({ widget: 'rules' }),
});

/** Tries several ways on a share of the tickets each, and says what counts as success. */
export default defineNode({
  type: 'ab-test',
  version: 1,
  category: 'decide',
  icon: 'IconTestPipe',
  config,
  ports: ({ variants }) => [...wayPorts(variants), { id: 'error', kind: 'error' }],
  summary: ({ variants }) => waySummary(variants),
  variables: ({ field }) => [{ name: field, type: 'text' }],
  fields: ({ field }) => [{ name: `ticket.fields.${field}`, type: 'text' }],
  measures: ({ field, variants, success }) => ({
    field,
    options: variants.map((variant) => ({ value: variant.id, label: wayName(variant) })),
    success,
  }),
  problems({ variants, success }): ConfigProblem[] {
    const found = wayProblems('variants', variants, { missing: 'variantsMissing', reserved: ['error'] });
    if (found.length > 0) return found;
    return success.rules.length === 0 ? [{ level: 'warning', path: ['success'], key: 'successMissing' }] : [];
  },
  run({ config: { variants, field }, facts, random }) {
    // A ticket that comes by again stays with what it was given, even where the shares have changed since.
    const given = variants.find(({ id }) => id === facts.ticket.fields[field]);
    const variant = given ?? drawWay(variants, random());
    if (!variant) return fail('noWays', 'There is no variant to choose from.');
    return go(variant.id, {
      set: { [field]: variant.id },
      commands: given ? [] : [{ type: 'setTicketFields', fields: { [field]: variant.id } }],
      because: { key: given ? 'given' : 'drawn', values: { name: wayName(variant) } },
    });
  },
});
