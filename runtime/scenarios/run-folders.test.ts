import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { junitReport, textReport } from './report';
import { type FolderReport, runFolders } from './run-folders';
import { clockAfter, scenarioJsonSchema, timeAt } from './scenario';

const flow = {
  schemaVersion: 1,
  id: 'flow',
  name: 'Flow',
  nodes: [
    { id: 'mail', type: 'mail-received' },
    {
      id: 'if',
      type: 'condition',
      config: {
        rules: { match: 'all', rules: [{ field: 'message.subject', operator: 'contains', value: 'urgent' }] },
      },
    },
    { id: 'a', type: 'queue', config: { queue: 'a' } },
    { id: 'b', type: 'queue', config: { queue: 'b' } },
  ],
  edges: [
    { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'if' },
    { id: 'e2', from: { node: 'if', port: 'yes' }, to: 'a' },
    { id: 'e3', from: { node: 'if', port: 'no' }, to: 'b' },
  ],
};
const scenario = (queue: string) => ({
  name: 'An <urgent> mail',
  at: '2026-11-20T10:00',
  events: [{ message: { subject: 'Urgent' } }],
  expect: { queue, portsTaken: ['if:yes'], replies: 0 },
});

const calling = {
  schemaVersion: 1,
  id: 'calling',
  name: 'Calling',
  nodes: [
    { id: 'mail', type: 'mail-received' },
    {
      id: 'call',
      type: 'call-flow',
      config: {
        flow: 'shared',
        inputs: [{ name: 'subject', value: '{{message.subject}}' }],
        outputs: [{ variable: 'loud', output: 'loud' }],
      },
    },
    { id: 'set', type: 'set-fields', config: { ticket: [{ name: 'loud', value: '{{vars.loud}}' }] } },
    { id: 'queue', type: 'queue', config: { queue: 'a' } },
  ],
  edges: [
    { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'call' },
    { id: 'e2', from: { node: 'call', port: 'next' }, to: 'set' },
    { id: 'e3', from: { node: 'set', port: 'next' }, to: 'queue' },
  ],
};
const shared = {
  schemaVersion: 1,
  id: 'shared',
  name: 'Shared',
  nodes: [
    { id: 'start', type: 'flow-called' },
    {
      id: 'set',
      type: 'set-variables',
      config: { variables: [{ name: 'loud', value: '=$uppercase(vars.subject)' }] },
    },
  ],
  edges: [{ id: 'e1', from: { node: 'start', port: 'next' }, to: 'set' }],
  variables: [
    { name: 'subject', type: 'text', role: 'input' },
    { name: 'loud', type: 'text', role: 'output' },
  ],
};

let folder = '';
let report: FolderReport;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scenarios-'));
  const files = {
    'flow.json': flow,
    'good.scenario.json': scenario('a'),
    'bad.scenario.json': scenario('b'),
    'broken.scenario.json': { name: 'x' },
    'lost.scenario.json': { ...scenario('a'), flow: 'gone.json' },
  };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), JSON.stringify(content));
  report = await runFolders([folder], { registry: nodeRegistry });
});
afterAll(() => rm(folder, { recursive: true }));

describe('running the scenarios of a folder', () => {
  it('tells what passed, what failed and what could not be read', () => {
    expect(report).toMatchObject({ passed: 1, failed: 3 });
    const byFile = Object.fromEntries(
      report.files.map(({ file, result, problem }) => [file, result?.failures ?? problem]),
    );
    expect(byFile['good.scenario.json']).toEqual([]);
    expect(byFile['bad.scenario.json']).toEqual(['queue: expected “b”, was “a”']);
    expect(byFile['broken.scenario.json']).toMatch(/^at: /);
    expect(byFile['lost.scenario.json']).toMatch(/gone\.json cannot be read: there is no such file/);
  });

  it('tells which edges were never walked', () => {
    expect(report.coverage).toEqual([
      { flowFile: 'flow.json', edges: 3, walked: 2, missing: ['if:no -> b'] },
    ]);
  });

  it('writes a report for people and one for build servers', () => {
    const text = textReport(report);
    expect(text).toContain(
      'failed  bad.scenario.json: An <urgent> mail\n    queue: expected “b”, was “a”\n    path: mail:next -> if:yes -> a',
    );
    expect(text).toMatch(/1 passed, 3 failed \(.* s\)$/);
    const xml = junitReport(report);
    expect(xml).toContain('tests="4" failures="3"');
    expect(xml).toContain('name="An &lt;urgent&gt; mail"');
  });
});

it('says in words when a folder is not there', async () => {
  await expect(runFolders([join(folder, 'none')], { registry: nodeRegistry })).rejects.toThrow(
    'none cannot be read: there is no such file or folder.',
  );
});

describe('a flow that calls another', () => {
  it('finds it beside the scenario', async () => {
    const inner = await mkdtemp(join(folder, 'calls-'));
    const called = {
      ...scenario('a'),
      flow: 'calling.json',
      flows: { shared: 'shared.json' },
      expect: { queue: 'a', fields: { loud: 'URGENT' } },
    };
    for (const [name, content] of Object.entries({
      'calling.json': calling,
      'shared.json': shared,
      'call.scenario.json': called,
    })) {
      await writeFile(join(inner, name), JSON.stringify(content));
    }
    const { files } = await runFolders([inner], { registry: nodeRegistry });
    expect(files.map(({ result, problem }) => result?.failures ?? problem)).toEqual([[]]);
  });
});

describe('times in scenarios', () => {
  it('reads times and durations in the installation’s time zone', () => {
    expect(timeAt('2026-11-20T10:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 20, 9));
    expect(timeAt('2026-11-20T10:00Z', 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 20, 10));
    // A day over the change of clocks has 25 hours.
    expect(clockAfter(Date.UTC(2026, 9, 24, 10), 'P1D', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 11));
    expect(() => clockAfter(0, 'soon', 'UTC')).toThrow(RangeError);
  });

  it('has a JSON Schema', () => {
    expect(scenarioJsonSchema()).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['name', 'at', 'events']),
    });
  });

  it('has a JSON Schema that explains every field', () => {
    const undocumented: string[] = [];
    const look = (schema: unknown, path: string) => {
      if (typeof schema !== 'object' || schema === null) return;
      const properties: unknown = Reflect.get(schema, 'properties');
      if (typeof properties === 'object' && properties !== null)
        for (const [name, field] of Object.entries(properties)) {
          if (typeof Reflect.get(field, 'description') !== 'string') undocumented.push(`${path}.${name}`);
          look(field, `${path}.${name}`);
        }
      for (const key of ['items', 'additionalProperties', 'anyOf', 'oneOf', 'allOf'])
        for (const part of [Reflect.get(schema, key)].flat()) look(part, path);
    };
    const json = scenarioJsonSchema();
    look(json, '');
    // Calendars are described by the form of the settings.
    expect(undocumented.filter((path) => !/\.(calendars|\$schema)(\.|$)/.test(path))).toEqual([]);
    expect(JSON.stringify(json)).toContain('ISO 8601');
  });
});
