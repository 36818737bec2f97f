import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { compileFlow } from './compile';
import { flowDocumentSchema } from './flow-document';
import type { JsonObject } from './json';
import { flowJsonSchema } from './json-schema';
import { migrateFlow } from './migrate';
import { defineNode, go } from './node-definition';
import { slotsOf } from './slots';

const demo: unknown = JSON.parse(
  readFileSync(new URL('../../flows/service-mailbox/flow.json', import.meta.url), 'utf8'),
);
const flow = flowDocumentSchema.parse(demo);

describe('slots', () => {
  it('are found in every node by the mark of their field', () => {
    const names = slotsOf(flow, nodeRegistry).map(({ kind, name }) => `${kind}:${name}`);
    expect([...new Set(names)].sort()).toEqual([
      'calendar:office',
      'mailbox:service',
      'queue:billing',
      'queue:cancellations',
      'queue:service',
    ]);
    expect(slotsOf(flow, nodeRegistry)).toContainEqual({
      kind: 'calendar',
      name: 'office',
      nodeId: 'hours',
      path: ['calendar'],
    });
  });
});

describe('migration', () => {
  const renamed = defineNode({
    type: 'renamed',
    version: 3,
    category: 'do',
    icon: 'IconCircle',
    config: z.object({ name: z.string(), size: z.number() }),
    ports: [],
    run: () => go('next'),
    migrate: (config, from): JsonObject =>
      from === 1 ? { name: config.title ?? '' } : { ...config, size: 1 },
  });
  const registry = new Map([[renamed.type, renamed]]);
  const old = {
    schemaVersion: 1,
    id: 'f',
    name: 'F',
    nodes: [
      { id: 'a', type: 'renamed', config: { title: 'x' } },
      { id: 'b', type: 'unknown', config: { y: 1 } },
    ],
  };

  it('lifts configs one version at a time and leaves unknown types alone', () => {
    expect(migrateFlow(old, registry).nodes).toMatchObject([
      { version: 3, config: { name: 'x', size: 1 } },
      { version: 1, config: { y: 1 } },
    ]);
    expect(compileFlow(flowDocumentSchema.parse(old), registry).nodes.get('a')).toMatchObject({
      invalid: null,
      config: { name: 'x', size: 1 },
    });
  });

  it.each([
    [{ schemaVersion: 99 }, 'flowTooNew'],
    [{ schemaVersion: 1 }, 'flowInvalid'],
    ['nonsense', 'flowInvalid'],
    [null, 'flowInvalid'],
  ])('refuses %o', (source, code) => {
    expect(() => migrateFlow(source, registry)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the JSON Schema', () => {
  it('describes the document and the settings of every node type', () => {
    const text = JSON.stringify(flowJsonSchema(nodeRegistry));
    for (const type of nodeRegistry.keys()) expect(text).toContain(`"const":"${type}"`);
    expect(text).toContain('"widget":"weekly-hours"');
  });
});

describe('a compiled flow', () => {
  it('joins ports to nodes and never throws for a draft that is not ready', () => {
    const compiled = compileFlow(flow, nodeRegistry, 4);
    expect(compiled.version).toBe(4);
    expect(compiled.nodes.get('hours')?.ports.get('closed')?.target?.id).toBe('reply');
    const draft = flowDocumentSchema.parse({
      schemaVersion: 1,
      id: 'd',
      name: 'D',
      nodes: [
        { id: 'q', type: 'queue' },
        { id: 'u', type: 'unheard-of' },
      ],
    });
    const nodes = compileFlow(draft, nodeRegistry).nodes;
    expect(nodes.get('q')?.invalid).toMatch(/queue/);
    expect(nodes.get('u')?.invalid).toMatch(/not known/);
  });
});
