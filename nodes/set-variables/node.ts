import * as z from 'zod';
import { templateField, variableNameSchema } from '@/runtime/flow/config-schemas';
import type { JsonObject } from '@/runtime/flow/json';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { resolveValues } from '@/runtime/flow/resolve-value';
import { writtenType } from '@/runtime/flow/written-type';

const config = z.object({
  variables: z
    .array(z.object({ name: variableNameSchema, value: templateField }))
    .max(50)
    .default([])
    .meta({ widget: 'assignments' }),
});

/** Writes variables of the flow. */
export default defineNode({
  type: 'set-variables',
  version: 1,
  category: 'do',
  icon: 'IconVariable',
  config,
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ variables }) => variables.map(({ name }) => name).join(', '),
  variables: ({ variables }) => variables.map(({ name, value }) => ({ name, ...writtenType(value) })),
  problems: ({ variables }) =>
    variables.length === 0 ? [{ level: 'warning', path: ['variables'], key: 'nothing' }] : [],
  run(context) {
    const values = resolveValues(context, context.config.variables);
    return values instanceof Promise ? values.then(written) : written(values);
  },
});

function written(values: JsonObject) {
  return go('next', {
    set: values,
    because: { key: 'written', values: { names: Object.keys(values).join(', ') } },
  });
}
