import * as z from 'zod';
import { templateField, variableNameSchema } from '@/runtime/flow/config-schemas';
import type { CustomerProfile, NodeCommand } from '@/runtime/flow/execution';
import type { Json, JsonObject } from '@/runtime/flow/json';
import { defineNode, fail, go, type NodeContext, type Outcome } from '@/runtime/flow/node-definition';
import { resolveValues } from '@/runtime/flow/resolve-value';
import { writtenType } from '@/runtime/flow/written-type';
import { isTimeZone } from '@/runtime/flow/zone-offset';

const config = z.object({
  name: templateField.max(500).default(''),
  language: templateField.max(500).default(''),
  timeZone: templateField.max(500).default(''),
  fields: z
    .array(z.object({ name: variableNameSchema, value: templateField }))
    .max(50)
    .default([])
    .meta({ widget: 'assignments' }),
});
type Config = z.infer<typeof config>;

const PROFILE = ['name', 'language', 'timeZone'] as const;
const NAME_LIMIT = 200;

/** Writes what is known of the customer into his record. What is left empty, or comes out empty, stays as it is. */
export default defineNode({
  type: 'customer-update',
  version: 1,
  category: 'do',
  icon: 'IconUserEdit',
  config,
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  summary: (config, translate) =>
    [
      ...PROFILE.filter((key) => config[key] !== '').map((key) => translate(`fields.${key}.label`)),
      ...config.fields.map(({ name }) => name),
    ].join(', '),
  fields: ({ fields }) =>
    fields.map(({ name, value }) => ({ name: `customer.fields.${name}`, ...writtenType(value) })),
  problems: (config) =>
    PROFILE.every((key) => config[key] === '') && config.fields.length === 0
      ? [{ level: 'warning', path: ['fields'], key: 'nothing' }]
      : [],
  run(context) {
    const profile = resolveValues(context, profileSources(context.config));
    const fields = resolveValues(context, context.config.fields);
    return profile instanceof Promise || fields instanceof Promise
      ? Promise.all([profile, fields]).then(([found, written]) => update(context, found, written))
      : update(context, profile, fields);
  },
});

function profileSources(config: Config): { name: string; value: string }[] {
  return PROFILE.flatMap((key) => (config[key] === '' ? [] : [{ name: key, value: config[key] }]));
}

function update({ facts }: NodeContext<Config>, found: JsonObject, fields: JsonObject): Outcome {
  const profile: CustomerProfile = {};
  const name = textOf(found.name).replace(/\s+/g, ' ').slice(0, NAME_LIMIT);
  if (name !== '') profile.name = name;
  const language = textOf(found.language).toLowerCase();
  if (language !== '') {
    if (!/^[a-z]{2}$/.test(language)) return refuse('language', language);
    profile.language = language;
  }
  const timeZone = textOf(found.timeZone);
  if (timeZone !== '') {
    if (!isTimeZone(timeZone)) return refuse('timeZone', timeZone);
    profile.timeZone = timeZone;
  }
  const names = [...Object.keys(profile), ...Object.keys(fields)];
  if (names.length === 0) return go('next', { because: { key: 'nothing', values: {} } });
  const command: NodeCommand = { type: 'setCustomerFields', fields, profile };
  return go('next', {
    commands: [command],
    because: { key: 'written', values: { customer: facts.customer.name || facts.customer.address } },
    read: { written: names },
  });
}

function refuse(key: 'language' | 'timeZone', value: string): Outcome {
  return fail('profileInvalid', `"${value.slice(0, 100)}" is not a ${key}.`, {
    because: { key: `${key}Invalid`, values: { value: value.slice(0, 100) } },
  });
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
