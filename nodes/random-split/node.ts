import * as z from 'zod';
import { variableNameSchema } from '@/runtime/flow/config-schemas';
import {
  type ConfigProblem,
  defineNode,
  fail,
  go,
  type PortDefinition,
} from '@/runtime/flow/node-definition';

const waySchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,48}$/),
  name: z.string().max(80).default(''),
  weight: z.number().min(0).max(1_000_000).default(1),
});

const config = z.object({
  ways: z.array(waySchema).max(20).default([]).meta({ widget: 'cases' }),
  field: variableNameSchema.optional().meta({ widget: 'text', advanced: true }),
});

/** Divides tickets by chance; a ticket always meets the same chance. */
export default defineNode({
  type: 'random-split',
  version: 1,
  category: 'decide',
  icon: 'IconArrowsRandom',
  config,
  ports: ({ ways }) =>
    ways.map(({ id, name }): PortDefinition => ({ id, kind: 'exit', label: name === '' ? id : name })),
  summary: ({ ways }) =>
    ways.map(({ id, name, weight }) => `${name === '' ? id : name} ${weight}`).join(' : '),
  problems({ ways }): ConfigProblem[] {
    if (ways.filter(({ weight }) => weight > 0).length < 2)
      return [{ level: 'error', path: ['ways'], key: 'waysMissing' }];
    const taken = ways.findIndex(({ id }, index) =>
      ways.some((other, earlier) => earlier < index && other.id === id),
    );
    return taken < 0
      ? []
      : [{ level: 'error', path: ['ways', taken], key: 'idTaken', values: { name: ways[taken]?.id ?? '' } }];
  },
  run({ config: { ways, field }, random }) {
    const total = ways.reduce((sum, { weight }) => sum + weight, 0);
    let left = random() * total;
    const drawn = ways.find(({ weight }) => {
      left -= weight;
      return left < 0;
    });
    if (!drawn) return fail('noWays', 'There is no way to choose from.');
    return go(drawn.id, {
      commands: field === undefined ? [] : [{ type: 'setTicketFields', fields: { [field]: drawn.id } }],
      because: { key: 'drawn', values: { name: drawn.name === '' ? drawn.id : drawn.name } },
    });
  },
});
