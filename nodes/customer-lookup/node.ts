import * as z from 'zod';
import { templateField, variableField } from '@/runtime/flow/config-schemas';
import type { Json } from '@/runtime/flow/json';
import { defineNode, fail, go, type Outcome, wait } from '@/runtime/flow/node-definition';
import { resolveValue } from '@/runtime/flow/resolve-value';

const config = z.object({
  address: templateField.max(500).default('{{vars.email}}'),
  variable: variableField.default('found'),
});

/** Finds the customer behind a mail address. */
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
  summary: ({ address }) => address,
  variables: ({ variable }) => [{ name: variable, type: 'object' }],
  problems: ({ address }) =>
    address.trim() === '' ? [{ level: 'error', path: ['address'], key: 'addressMissing' }] : [],
  exampleAnswers: () => [
    {
      key: 'found',
      answer: { result: { id: 'customer', name: 'Eva Adler', address: 'eva@example.org', fields: {} } },
    },
    { key: 'missing', answer: { result: null } },
  ],
  run(context) {
    const address = resolveValue(context, context.config.address);
    return address instanceof Promise ? address.then(search) : search(address);
  },
  resume({ config, event, memory }) {
    if (event.type === 'activityFailed') {
      return event.timeout
        ? go('timeout', { because: { key: 'timeout', values: {} } })
        : fail(event.code, event.message);
    }
    const customer = event.type === 'activityCompleted' ? event.result : null;
    const set = { [config.variable]: customer };
    const values = { address: typeof memory === 'string' ? memory : '' };
    return customer === null
      ? go('missing', { set, because: { key: 'missing', values } })
      : go('found', { set, because: { key: 'found', values } });
  },
});

function search(value: Json | undefined): Outcome {
  const address = typeof value === 'string' ? value.trim() : '';
  if (address === '') return go('missing', { because: { key: 'empty', values: {} } });
  return wait([{ for: 'activity', activity: 'customer-lookup', input: { address }, timeoutMs: 10_000 }], {
    remember: address,
  });
}
