import * as z from 'zod';
import { templateField } from '@/runtime/flow/config-schemas';
import type { Json } from '@/runtime/flow/json';
import {
  type ConfigProblem,
  defineNode,
  go,
  type Outcome,
  type PortDefinition,
} from '@/runtime/flow/node-definition';
import { resolveValue } from '@/runtime/flow/resolve-value';

const caseSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,48}$/),
  name: z.string().max(80).default(''),
  /** Any of these leads on here, without regard to upper and lower case. */
  values: z.array(z.string().max(500)).max(100).default([]).meta({ widget: 'tags' }),
});

const config = z.object({
  value: templateField.default(''),
  cases: z.array(caseSchema).max(100).default([]).meta({ widget: 'cases' }),
});
type Config = z.infer<typeof config>;

const RESERVED = ['else', 'error'];

/** Many ways by one value. */
export default defineNode({
  type: 'value-switch',
  version: 1,
  category: 'decide',
  icon: 'IconRouteAltLeft',
  config,
  ports: ({ cases }) => [
    ...cases.map(({ id, name }): PortDefinition => ({ id, kind: 'exit', label: name === '' ? id : name })),
    { id: 'else', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ value }) => value,
  problems({ value, cases }) {
    if (value.trim() === '') return [{ level: 'error', path: ['value'], key: 'valueMissing' }];
    if (cases.length === 0) return [{ level: 'error', path: ['cases'], key: 'casesMissing' }];
    return cases.flatMap((_, index) => problemsOf(cases, index));
  },
  run(context) {
    const value = resolveValue(context, context.config.value);
    if (value instanceof Promise) return value.then((resolved) => choose(context.config, resolved));
    return choose(context.config, value);
  },
});

function problemsOf(cases: Config['cases'], index: number): ConfigProblem[] {
  const { id = '', name = '', values: wanted = [] } = cases[index] ?? {};
  const values = { name: name === '' ? id : name };
  const isTaken = RESERVED.includes(id) || cases.some((other, earlier) => earlier < index && other.id === id);
  if (isTaken) return [{ level: 'error', path: ['cases', index], key: 'idTaken', values }];
  return wanted.length === 0
    ? [{ level: 'warning', path: ['cases', index, 'values'], key: 'valuesMissing', values }]
    : [];
}

function choose({ cases }: Config, value: Json | undefined): Outcome {
  const texts = (Array.isArray(value) ? value : [value ?? '']).map((item) =>
    String(item).trim().toLowerCase(),
  );
  const chosen = cases.find(({ values }) =>
    values.some((wanted) => texts.includes(wanted.trim().toLowerCase())),
  );
  const values = { value: texts.join(', ').slice(0, 200), name: chosen ? chosen.name || chosen.id : '' };
  const isEmpty = texts.every((text) => text === '');
  return go(chosen?.id ?? 'else', {
    because: { key: chosen ? 'chosen' : isEmpty ? 'empty' : 'none', values },
    read: { value: value ?? null },
  });
}
