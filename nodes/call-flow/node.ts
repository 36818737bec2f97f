import * as z from 'zod';
import { slotField, templateField, variableField, variableNameSchema } from '@/runtime/flow/config-schemas';
import type { JsonObject } from '@/runtime/flow/json';
import { call, defineNode, go } from '@/runtime/flow/node-definition';
import { resolveValues } from '@/runtime/flow/resolve-value';

const config = z.object({
  flow: slotField('flow'),
  inputs: z
    .array(z.object({ name: variableNameSchema, value: templateField }))
    .max(30)
    .default([])
    .meta({ widget: 'assignments' }),
  outputs: z
    .array(z.object({ variable: variableField, output: variableNameSchema }))
    .max(30)
    .default([])
    .meta({ widget: 'outputs' }),
});

/** Walks another flow and comes back with what it gives. */
export default defineNode({
  type: 'call-flow',
  version: 1,
  category: 'do',
  icon: 'IconCornerUpRightDouble',
  config,
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ flow }, _translate, environment) => environment?.flows?.[flow]?.name ?? flow,
  variables: ({ outputs }) => outputs.map(({ variable }) => ({ name: variable, type: 'object' })),
  run(context) {
    const { flow, inputs } = context.config;
    const enter = (input: JsonObject) =>
      // The interpreter puts the name of the flow in, once it has found it.
      call(flow, input, { because: { key: 'called', values: { name: flow } } });
    const input = resolveValues(context, inputs);
    return input instanceof Promise ? input.then(enter) : enter(input);
  },
  resume({ config, memory }) {
    const given = typeof memory === 'object' && memory !== null && !Array.isArray(memory) ? memory : {};
    const set = Object.fromEntries(
      config.outputs.map(({ variable, output }) => [variable, given[output] ?? null]),
    );
    return go('next', { set, because: { key: 'back', values: {} } });
  },
});
