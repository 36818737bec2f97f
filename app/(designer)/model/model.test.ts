import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { applyOperation } from '@/runtime/flow/operations';
import { NOTHING_SELECTED } from '../editor-state';
import { copySelection, freshFragment, readClipboard, writeClipboard } from './fragment';
import { firstFreePort } from './free-port';
import { neighbourOf } from './neighbour';
import { lostPorts, portsOf } from './node-ports';
import { createNodeWords } from './node-words';
import { sampleFlow, sampleRegistry, sampleWords } from './sample-nodes';
import { nodesInGroup, searchFlow } from './search-flow';

const nodeOf = (id: string, flow = sampleFlow) => {
  const node = flow.nodes.find((candidate) => candidate.id === id);
  if (!node) throw new Error(id);
  return node;
};

describe('ports', () => {
  it('are those of the config, of its fitting part, or of the defaults', () => {
    const ids = (config: object) =>
      portsOf({ ...nodeOf('f'), config: { ...config } }, sampleRegistry).map(({ id }) => id);
    expect(ids({ ways: ['up'] })).toEqual(['up', 'error']);
    expect(ids({ ways: ['up'], question: 7 })).toEqual(['up', 'error']);
    expect(ids({ ways: 'nonsense' })).toEqual(['left', 'right', 'error']);
    expect(portsOf({ ...nodeOf('f'), type: 'unknown' }, sampleRegistry)).toEqual([]);
  });

  it('stay in sight when an edge still leaves them', () => {
    const flow = applyOperation(sampleFlow, { type: 'setConfig', node: 'f', config: { ways: ['left'] } });
    const node = nodeOf('f', flow);
    expect(lostPorts(node, flow, portsOf(node, sampleRegistry)).map(({ id }) => id)).toEqual(['right']);
  });

  it('are offered free ones first, ordinary before errors', () => {
    expect(firstFreePort(nodeOf('f'), sampleFlow, sampleRegistry)).toBe('error');
    expect(firstFreePort(nodeOf('a'), { ...sampleFlow, edges: [] }, sampleRegistry)).toBe('done');
    expect(firstFreePort(nodeOf('s'), sampleFlow, sampleRegistry)).toBeNull();
  });
});

describe('the clipboard', () => {
  const copied = copySelection(sampleFlow, { ...NOTHING_SELECTED, nodes: new Set(['f', 'a']) });

  it('carries the selected nodes and the edges among them', () => {
    expect(copied.nodes.map(({ id }) => id)).toEqual(['f', 'a']);
    expect(copied.edges.map(({ id }) => id)).toEqual(['fa']);
  });

  it('comes back from text, and takes nothing else for a fragment', () => {
    expect(readClipboard(writeClipboard(copied))).toEqual(copied);
    for (const text of ['', 'hello', '{"stellwerk":"flow-fragment"}', 'flow-fragment {'])
      expect(readClipboard(text)).toBeNull();
  });

  it('is put in with fresh ids, so that it can be pasted into the flow it came from, twice', () => {
    let flow = sampleFlow;
    for (const at of [0, 500])
      flow = applyOperation(flow, {
        type: 'insert',
        fragment: freshFragment(copied, { at: { x: at, y: 900 } }),
      });
    expect(flow.nodes).toHaveLength(8);
    expect(flow.edges).toHaveLength(6);
    expect(flow.nodes.at(-2)?.position).toEqual({ x: 500, y: 900 });
  });

  it('takes a group along only when it is whole', () => {
    const grouped = applyOperation(sampleFlow, {
      type: 'addGroup',
      group: { id: 'g', title: 'Both' },
      nodes: ['f', 'a'],
    });
    const part = copySelection(grouped, { ...NOTHING_SELECTED, nodes: new Set(['f']) });
    expect(part.groups).toEqual([]);
    expect(part.nodes[0]).not.toHaveProperty('group');
    const whole = copySelection(grouped, { ...NOTHING_SELECTED, nodes: new Set(['f', 'a']) });
    const fresh = freshFragment(whole, { offset: { x: 0, y: 0 } });
    expect(fresh.groups).toHaveLength(1);
    expect(fresh.nodes.every((node) => node.group === fresh.groups[0]?.id)).toBe(true);
  });
});

describe('searchFlow', () => {
  const find = (text: string) =>
    searchFlow(sampleFlow, text, { registry: sampleRegistry, words: sampleWords, environment: null });

  it.each([
    ['a setting, with its field', 'world', [{ kind: 'node', id: 'a', path: ['text'] }]],
    ['a title', 'fork', [{ kind: 'node', id: 'f', path: [] }]],
    ['a summary', 'which', [{ kind: 'node', id: 'f', path: ['question'] }]],
    ['a port', 'error', [{ id: 'f' }, { id: 'a' }]],
    ['nothing for nothing', '  ', []],
  ])('finds %s', (_what, text, hits) => {
    expect(find(text)).toMatchObject(hits);
    expect(find(text)).toHaveLength(hits.length);
  });

  it('finds a group by its title, at the leftmost of its nodes', () => {
    const flow = applyOperation(sampleFlow, {
      type: 'addGroup',
      group: { id: 'g', title: 'Billing desk' },
      nodes: ['a', 'f'],
    });
    expect(
      searchFlow(flow, 'desk', { registry: sampleRegistry, words: sampleWords, environment: null }),
    ).toEqual([{ kind: 'group', id: 'g', path: [] }]);
    expect(nodesInGroup(flow, 'g').map(({ id }) => id)).toEqual(['f', 'a']);
  });
});

describe('neighbourOf', () => {
  it.each([
    [undefined, 'next', 'b'],
    ['b', 'next', 'f'],
    ['f', 'next', 'a'],
    ['f', 'previous', 'b'],
    ['a', 'below', 's'],
    ['s', 'previous', 'a'],
    ['s', 'next', null],
  ] as const)('from %s to the %s one: %s', (from, direction, expected) => {
    expect(neighbourOf(sampleFlow, from, direction, sampleRegistry)).toBe(expected);
  });
});

describe('words', () => {
  it('name fields at any depth', () => {
    expect(sampleWords.fieldLabel('fork', ['ways', '0'])).toBe('Ways › 1');
    expect(sampleWords.fieldLabel('fork', ['other'])).toBe('other');
  });

  it('fall back to what is known', () => {
    expect(sampleWords.typeTitle('unknown')).toBe('unknown');
    expect(sampleWords.title({ type: 'fork', title: 'Mine' })).toBe('Mine');
    expect(sampleWords.portLabel('act', { id: 'done' })).toBe('Done');
  });
});

it('calls an exit by the author’s own words in the reader’s language', () => {
  const port = { id: 'bill', label: 'My bill', labels: { en: 'My bill', de: 'Meine Rechnung' } };
  expect(createNodeWords({}, 'de', sampleRegistry).portLabel('menu', port)).toBe('Meine Rechnung');
  expect(createNodeWords({}, 'en', sampleRegistry).portLabel('menu', port)).toBe('My bill');
  expect(
    createNodeWords({}, 'de', sampleRegistry).portLabel('menu', { id: 'b', label: 'B', labels: {} }),
  ).toBe('B');
});

it('summaries name the values of a text as people do', () => {
  const node = {
    ...nodeOf('f'),
    type: 'value-switch',
    config: { value: 'To {{customer.name|you}}: {{vars.number}}' },
  };
  const summary = (language: string) =>
    createNodeWords({}, language, nodeRegistry).summary(node, null, sampleFlow);
  expect(summary('en')).toBe('To [Customer: Name]: [number]');
  expect(summary('de')).toBe('To [Kunde: Name]: [number]');
});
