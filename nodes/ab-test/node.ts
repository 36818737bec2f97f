import * as z from 'zod';
import { variableField } from '@/runtime/flow/config-schemas';
import {
  type ConfigProblem,
  defineNode,
  fail,
  go,
  type PortDefinition,
} from '@/runtime/flow/node-definition';
import { ruleGroupSchema } from '@/runtime/flow/rules';

const variantSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,48}$/),
  name: z.string().max(80).default(''),
  weight: z.number().min(0).max(1_000_000).default(1),
});
type Variant = z.infer<typeof variantSchema>;

const config = z.object({
  variants: z
    .array(variantSchema)
    .max(10)
    .default([
      { id: 'a', name: 'A', weight: 1 },
      { id: 'b', name: 'B', weight: 1 },
    ])
    .meta({ widget: 'cases' }),
  field: variableField.default('test'),
  success: ruleGroupSchema.default({ match: 'all', rules: [] }).meta({ widget: 'rules' }),
});

const RESERVED = ['error'];

/** Tries several ways on a share of the tickets each, and says what counts as success. */
export default defineNode({
  type: 'ab-test',
  version: 1,
  category: 'decide',
  icon: 'IconTestPipe',
  config,
  ports: ({ variants }) => [
    ...variants.map((variant): PortDefinition => ({ id: variant.id, kind: 'exit', label: nameOf(variant) })),
    { id: 'error', kind: 'error' },
  ],
  summary: ({ variants }) => variants.map((variant) => `${nameOf(variant)} ${variant.weight}`).join(' : '),
  variables: ({ field }) => [{ name: field, type: 'text' }],
  measures: ({ field, variants, success }) => ({
    field,
    options: variants.map((variant) => ({ value: variant.id, label: nameOf(variant) })),
    success,
  }),
  problems({ variants, success }, _flow): ConfigProblem[] {
    if (variants.filter(({ weight }) => weight > 0).length < 2)
      return [{ level: 'error', path: ['variants'], key: 'variantsMissing' }];
    const taken = variants.findIndex(
      ({ id }, index) =>
        RESERVED.includes(id) || variants.some((other, earlier) => earlier < index && other.id === id),
    );
    const variant = variants[taken];
    if (variant)
      return [
        { level: 'error', path: ['variants', taken], key: 'idTaken', values: { name: nameOf(variant) } },
      ];
    return success.rules.length === 0 ? [{ level: 'warning', path: ['success'], key: 'successMissing' }] : [];
  },
  run({ config: { variants, field }, facts, random }) {
    // A ticket that comes by again stays with what it was given, even where the shares have changed since.
    const given = variants.find(({ id }) => id === facts.ticket.fields[field]);
    const variant = given ?? draw(variants, random());
    if (!variant) return fail('noWays', 'There is no variant to choose from.');
    return go(variant.id, {
      set: { [field]: variant.id },
      commands: given ? [] : [{ type: 'setTicketFields', fields: { [field]: variant.id } }],
      because: { key: given ? 'given' : 'drawn', values: { name: nameOf(variant) } },
    });
  },
});

function draw(variants: readonly Variant[], chance: number): Variant | undefined {
  let left = chance * variants.reduce((sum, { weight }) => sum + weight, 0);
  return variants.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
}

function nameOf({ id, name }: Variant): string {
  return name === '' ? id : name;
}
