import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { exampleAnswers } from '@/runtime/flow/example-answers';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import type { FieldMeta, NodeDefinition } from '@/runtime/flow/node-definition';
import { translatorOf } from '@/runtime/flow/node-translate';
import { problemSentence } from '@/runtime/flow/problem-sentence';
import { findProblems } from '@/runtime/flow/problems';
import { visitNode } from '@/runtime/interpreter/visit-node';
import { nodeHelp } from './help.generated';
import { nodeRegistry } from './registry.generated';
import { nodeTexts as german } from './texts-de.generated';
import { nodeTexts as english } from './texts-en.generated';

const folder = fileURLToPath(new URL('.', import.meta.url));
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const languages: [string, Record<string, unknown>][] = [
  ['de', german],
  ['en', english],
];

/** Dotted keys of all texts of a tree. */
function keysOf(tree: unknown, prefix = ''): string[] {
  if (typeof tree !== 'object' || tree === null) return [prefix];
  return Object.entries(tree).flatMap(([key, value]) =>
    keysOf(value, prefix === '' ? key : `${prefix}\n${key}`),
  );
}

interface SchemaField {
  path: string;
  options: string[];
  /** What only the text of this field can name. */
  places: string[];
}

/** Paths of all settings of a schema, list items as themselves. */
function fieldsOf(schema: z.ZodType, path: string[] = [], outer: string[] = []): SchemaField[] {
  const def = schema.def as unknown as {
    type: string;
    shape?: Record<string, z.ZodType>;
    element?: z.ZodType;
    innerType?: z.ZodType;
    in?: z.ZodType;
    entries?: Record<string, string>;
  };
  const meta: FieldMeta | undefined = schema.meta();
  const places = meta?.places ?? outer;
  const field = { path: path.join('.'), options: Object.keys(def.entries ?? {}), places };
  if (def.innerType) return fieldsOf(def.innerType, path, places);
  if (def.type === 'pipe' && def.in) return fieldsOf(def.in, path, places);
  if (def.type === 'array' && def.element && !['weekly-hours', 'exceptions'].includes(meta?.widget ?? ''))
    return [field, ...fieldsOf(def.element, path)];
  if (def.type === 'object' && def.shape) {
    return Object.entries(def.shape).flatMap(([key, child]) => fieldsOf(child, [...path, key]));
  }
  return [field];
}

/** Settings that a widget draws as a whole. */
const DRAWN_WHOLE = /^(weekly|exceptions|rules)\./;

function textAt(texts: unknown, ...keys: string[]): unknown {
  return keys.reduce<unknown>(
    (tree, key) => (typeof tree === 'object' && tree !== null ? Reflect.get(tree, key) : undefined),
    texts,
  );
}

describe('the registry', () => {
  it('has every folder and nothing else', () => {
    expect([...nodeRegistry.keys()].sort()).toEqual([...folders].sort());
  });
});

describe.each(
  [...nodeRegistry.values()].map((definition): [string, NodeDefinition] => [definition.type, definition]),
)('%s', (type, definition) => {
  it('has the same texts in both languages', () => {
    expect(keysOf(Reflect.get(german, type)).sort()).toEqual(keysOf(Reflect.get(english, type)).sort());
  });

  it.each(languages)('names itself, its ports and its settings in %s', (language, texts) => {
    const own = texts[type];
    expect(textAt(own, 'title')).toMatch(/\S/);
    expect(textAt(own, 'description')).toMatch(/\.$/);
    const parsed = definition.config.safeParse(example(type).config);
    expect(parsed.success).toBe(true);
    for (const port of definition.ports(parsed.data)) {
      if (port.label === undefined) expect(textAt(own, 'ports', port.id), `ports.${port.id}`).toMatch(/\S/);
    }
    for (const { path, options, places } of fieldsOf(definition.config)) {
      if (path === '' || DRAWN_WHOLE.test(path)) continue;
      for (const place of places)
        expect(textAt(own, 'fields', path, 'places', place.replaceAll('.', '_')), place).toMatch(/\S/);
      expect(textAt(own, 'fields', path, 'label'), `fields.${path}.label`).toMatch(/\S/);
      for (const option of options)
        expect(textAt(own, 'fields', path, 'options', option), `fields.${path}.options.${option}`).toMatch(
          /\S/,
        );
    }
    const translate = translatorOf(own, language);
    const summary = definition.summary?.(parsed.data, translate);
    expect(summary).not.toMatch(/^summary\./);
    expect(summary).toMatch(/\S/);
  });

  it('explains itself by sentences that exist', () => {
    const source = readFileSync(`${folder}${type}/node.ts`, 'utf8');
    const keys = [...source.matchAll(/because: \{ key: '(\w+)'/g)].map((match) => match[1] ?? '');
    for (const [, texts] of languages)
      for (const key of keys) expect(textAt(texts[type], 'because', key), key).toMatch(/[.…]$/);
    const problems = [...source.matchAll(/\bpath[^\n]*?key: '(\w+)'/g)].map((match) => match[1] ?? '');
    for (const [, texts] of languages)
      for (const key of problems) expect(textAt(texts[type], 'problems', key), key).toMatch(/\.$/);
  });

  it('names answers that its activity could give, and can use each of them', async () => {
    const hasActivity = existsSync(`${folder}${type}/activity.ts`);
    expect(definition.exampleAnswers !== undefined).toBe(hasActivity);
    if (!hasActivity) return;
    const { config } = example(type);
    const parsed = definition.config.parse(config);
    for (const [language, texts] of languages) {
      const labels = exampleAnswers(definition, parsed, translatorOf(texts[type], language)).map(
        ({ label }) => label,
      );
      expect(new Set(labels).size).toBe(labels.length);
      for (const label of labels) expect(label).not.toMatch(/^examples\./);
    }
    for (const { answer } of definition.exampleAnswers?.(parsed) ?? []) {
      if ('error' in answer) continue;
      const event = { type: 'activityCompleted' as const, id: 'a', at: 1, seq: 1, result: answer.result };
      const outcome = await visitNode(definition, config, { event });
      expect(outcome.kind, JSON.stringify(answer)).not.toBe('fail');
    }
  });

  it('has help in both languages', () => {
    expect(nodeHelp[type]?.en.length).toBeGreaterThan(40);
    expect(nodeHelp[type]?.de.length).toBeGreaterThan(40);
  });

  it('brings an example that could be published', () => {
    const { flow } = example(type);
    const problems = findProblems(flow, nodeRegistry).filter(({ level }) => level === 'error');
    expect(problems.map((problem) => problemSentence(problem, flow, 'en', english))).toEqual([]);
  });
});

function example(type: string) {
  const flow = flowDocumentSchema.parse(
    JSON.parse(readFileSync(`${folder}${type}/example.flow.json`, 'utf8')),
  );
  const node = flow.nodes.find((candidate) => candidate.type === type);
  if (!node) throw new Error(`The example of ${type} does not use it.`);
  return { flow, config: node.config };
}
