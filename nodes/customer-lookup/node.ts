import * as z from 'zod';
import { templateField, variableField, variableNameSchema } from '@/runtime/flow/config-schemas';
import type { JsonObject } from '@/runtime/flow/json';
import { defineNode, fail, go, wait } from '@/runtime/flow/node-definition';
import { resolveValues } from '@/runtime/flow/resolve-value';

const config = z.object({
  query: z
    .array(z.object({ name: variableNameSchema, value: templateField }))
    .max(10)
    .default([])
    .meta({ widget: 'assignments' }),
  variable: variableField.default('found'),
});

/** Finds a customer by any identity. */
export default defineNode({
  type: 'customer-lookup',
  version: 1,
  category: 'do',
  icon: 'IconUserSearch',
  config,
  ports: [
    { id: 'found', kind: 'exit' },
    { id: 'missing', kind: 'exit' },
    { id: 'timeout', kind: 'timeout' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ query }) => query.map(({ name }) => name).join(', '),
  variables: ({ variable }) => [{ name: variable, type: 'object' }],
  problems: ({ query }) =>
    query.length === 0 ? [{ level: 'error', path: ['query'], key: 'queryMissing' }] : [],
  run(context) {
    const query = resolveValues(context, context.config.query);
    return query instanceof Promise ? query.then(search) : search(query);
  },
  resume({ config, event }) {
    if (event.type === 'activityFailed') {
      return event.timeout
        ? go('timeout', { because: { key: 'timeout', values: {} } })
        : fail(event.code, event.message);
    }
    const customer = event.type === 'activityCompleted' ? event.result : null;
    const set = { [config.variable]: customer };
    return customer === null
      ? go('missing', { set, because: { key: 'missing', values: {} } })
      : go('found', { set, because: { key: 'found', values: {} } });
  },
});

/** A value that is not there must not find just anybody: the search finds nobody then. */
function search(query: JsonObject) {
  const texts = Object.entries(query).map(
    ([name, value]) => [name, value === null ? '' : String(value).trim()] as const,
  );
  if (texts.some(([, text]) => text === ''))
    return go('missing', { because: { key: 'missing', values: {} } });
  return wait([
    { for: 'activity', activity: 'customer-lookup', input: Object.fromEntries(texts), timeoutMs: 10_000 },
  ]);
}
