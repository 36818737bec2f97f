import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeTexts as german } from '@/nodes/texts-de.generated';
import { nodeTexts as english } from '@/nodes/texts-en.generated';
import type { Environment } from './facts';
import { type FlowDocument, flowDocumentSchema } from './flow-document';
import { problemSentence } from './problem-sentence';
import { findProblems, isPublishable } from './problems';
import { sampleEnvironment } from './sample-facts';

type Node = [id: string, type: string, config?: Record<string, unknown>];

/** Nodes in a row, each led to by the first exit of the one before. */
function row(nodes: Node[]): FlowDocument {
  const parsed = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: nodes.map(([id, type, config]) => ({ id, type, config: config ?? {} })),
  });
  const edges = parsed.nodes.slice(1).flatMap((node, index) => {
    const before = parsed.nodes[index];
    const definition = nodeRegistry.get(before?.type ?? '');
    const config = definition?.config.safeParse(before?.config);
    const ports = config?.success ? (definition?.ports(config.data) ?? []) : [];
    return ports
      .filter(({ kind }) => kind === 'exit')
      .map((port) => ({ id: `${index}${port.id}`, from: { node: before?.id, port: port.id }, to: node.id }));
  });
  return flowDocumentSchema.parse({ ...parsed, edges });
}

const start: Node = ['start', 'mail-received'];
const queue: Node = ['queue', 'queue', { queue: 'service' }];
const bound = sampleEnvironment({
  queues: { service: { id: 'q', name: 'Service', agents: 2 } },
  mailboxes: { info: { id: 'm', name: 'Info', address: 'info@example.com' } },
  calendars: {
    office: {
      name: 'Office',
      timeZone: 'Europe/Berlin',
      weekly: { 1: [] },
      holidays: null,
      exceptions: [{ date: '2026-12-24', name: '', slots: [] }],
    },
  },
});
const unserved = sampleEnvironment({ queues: { service: { id: 'q', name: 'Service', agents: 0 } } });

describe('checks against the installation', () => {
  it('find nothing where everything is bound, served and open', () => {
    expect(findProblems(row([start, queue]), nodeRegistry, bound)).toEqual([]);
  });

  it.each<[string, FlowDocument, Environment, unknown]>([
    [
      'a queue that is not bound',
      row([start, queue]),
      sampleEnvironment(),
      { level: 'error', code: 'slotUnbound', nodeId: 'queue', path: ['queue'] },
    ],
    [
      'a queue that nobody serves',
      row([start, queue]),
      unserved,
      { level: 'warning', code: 'queueUnserved', nodeId: 'queue', path: ['queue'] },
    ],
    [
      'a calendar that never opens',
      row([start, ['wait', 'wait', { until: 'opening', calendar: 'office' }], queue]),
      bound,
      { level: 'warning', code: 'calendarNeverOpens', nodeId: 'wait', path: ['calendar'] },
    ],
    [
      'mail that would come back by another flow',
      row([start, ['forward', 'forward', { to: ['a@example.org', 'Info@example.com'] }], queue]),
      bound,
      { level: 'error', code: 'replyLoop', nodeId: 'forward', path: ['to', 1] },
    ],
    [
      'a schedule that writes to nobody',
      row([['clock', 'scheduled'], ['reply', 'auto-reply', { text: { de: 'Ja.', en: 'Yes.' } }], queue]),
      bound,
      { level: 'warning', code: 'nobodyToWriteTo', nodeId: 'reply' },
    ],
    [
      'a path that ends without a place',
      row([start, ['tag', 'tag', { add: ['a'] }], ['merge', 'merge-ticket']]),
      bound,
      { level: 'error', code: 'portOpen', nodeId: 'merge', path: ['ports', 'none'] },
    ],
    [
      'an expression, by what is wrong with it and where',
      row([start, ['set', 'set-variables', { variables: [{ name: 'a', value: '=(1' }] }], queue]),
      bound,
      { level: 'error', code: 'expression', nodeId: 'set', path: ['variables', 0, 'value'] },
    ],
  ])('find %s, and say so in both languages', (_, flow, environment, expected) => {
    const problem = findProblems(flow, nodeRegistry, environment).find(
      ({ code }) => typeof expected === 'object' && code === Reflect.get(expected ?? {}, 'code'),
    );
    expect(problem).toMatchObject(expected ?? {});
    if (!problem) return;
    const inGerman = problemSentence(problem, flow, 'de', german);
    const inEnglish = problemSentence(problem, flow, 'en', english);
    for (const sentence of [inGerman, inEnglish]) {
      expect(sentence).toMatch(/ .*\.$/);
      expect(sentence).not.toMatch(/vars\.|\[\d|undefined|\{/);
    }
    expect(inGerman).not.toBe(inEnglish);
  });

  it('keep a flow from being published only by errors', () => {
    expect(isPublishable(findProblems(row([start, queue]), nodeRegistry, sampleEnvironment()))).toBe(false);
    expect(isPublishable(findProblems(row([start, queue]), nodeRegistry, unserved))).toBe(true);
  });
});

it('every problem of a flow has a sentence that says what to do', () => {
  for (const language of ['de', 'en']) {
    const texts: Record<string, string> = JSON.parse(
      readFileSync(new URL(`./problem-texts.${language}.json`, import.meta.url), 'utf8'),
    );
    for (const [key, text] of Object.entries(texts)) expect(text, key).toMatch(/[.}]$/);
  }
});
