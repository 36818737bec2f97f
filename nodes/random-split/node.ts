import * as z from 'zod';
import { variableNameSchema } from '@/runtime/flow/config-schemas';
import { defineNode, fail, go } from '@/runtime/flow/node-definition';
import {
  drawWay,
  wayName,
  wayPorts,
  wayProblems,
  waySummary,
  weightedWaySchema,
} from '@/runtime/flow/weighted-ways';

const config = z.object({
  ways: z.array(weightedWaySchema).max(20).default([]).meta({ widget: 'cases' }),
  field: variableNameSchema.optional().meta({ widget: 'text', advanced: true }),
});

/** Divides tickets by chance; a ticket always meets the same chance. */
export default defineNode({
  type: 'random-split',
  version: 1,
  category: 'decide',
  icon: 'IconArrowsRandom',
  config,
  ports: ({ ways }) => [...wayPorts(ways), { id: 'error', kind: 'error' }],
  summary: ({ ways }) => waySummary(ways),
  fields: ({ field }) => (field === undefined ? [] : [{ name: `ticket.fields.${field}`, type: 'text' }]),
  problems: ({ ways }) => wayProblems('ways', ways, { missing: 'waysMissing', reserved: ['error'] }),
  run({ config: { ways, field }, random }) {
    const drawn = drawWay(ways, random());
    if (!drawn) return fail('noWays', 'There is no way to choose from.');
    return go(drawn.id, {
      commands: field === undefined ? [] : [{ type: 'setTicketFields', fields: { [field]: drawn.id } }],
      because: { key: 'drawn', values: { name: wayName(drawn) } },
    });
  },
});
