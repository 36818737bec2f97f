import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { type FlowDocument, flowDocumentSchema } from './flow-document';
import { findProblems } from './problems';
import type { sampleEnvironment } from './sample-facts';

type Edge = [from: string, port: string, to: string];
type Node = [id: string, type: string, config?: Record<string, unknown>];

const start: Node = ['start', 'mail-received'];
const queue: Node = ['queue', 'queue', { queue: 'service' }];
const rules = (field: string, value = 'x') => ({
  rules: { match: 'all', rules: [{ field, operator: 'is', value }] },
});

function flowOf(nodes: Node[], edges: Edge[], extra: object = {}): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: nodes.map(([id, type, config]) => ({ id, type, config: config ?? {} })),
    edges: edges.map(([node, port, to], index) => ({ id: `e${index}`, from: { node, port }, to })),
    ...extra,
  });
}

const found = (
  flow: FlowDocument,
  environment = undefined as ReturnType<typeof sampleEnvironment> | undefined,
) =>
  findProblems(flow, nodeRegistry, environment).map(({ level, code, nodeId, path }) => [
    level,
    code,
    nodeId,
    path?.join('.'),
  ]);

describe('checks before publishing', () => {
  it('finds nothing in a flow that is whole', () => {
    expect(found(flowOf([start, queue], [['start', 'next', 'queue']]))).toEqual([]);
  });

  it.each<[string, FlowDocument, unknown[]]>([
    ['no start', flowOf([queue], []), ['error', 'noStart', undefined, undefined]],
    [
      'an unknown type',
      flowOf([start, ['x', 'unheard-of']], [['start', 'next', 'x']]),
      ['error', 'typeUnknown', 'x', undefined],
    ],
    ['an exit that leads nowhere', flowOf([start], []), ['error', 'portOpen', 'start', 'ports.next']],
    [
      'a node that nothing leads to',
      flowOf([start, queue, ['lost', 'close']], [['start', 'next', 'queue']]),
      ['warning', 'unreachable', 'lost', undefined],
    ],
    [
      'a setting that the node does not have',
      flowOf([start, ['queue', 'queue', { queue: 'service', prioritty: 2 }]], [['start', 'next', 'queue']]),
      ['warning', 'settingUnknown', 'queue', 'prioritty'],
    ],
    [
      'a function that nobody has',
      flowOf(
        [start, ['set', 'set-variables', { variables: [{ name: 'a', value: '=$loudly("x")' }] }], queue],
        [
          ['start', 'next', 'set'],
          ['set', 'next', 'queue'],
        ],
      ),
      ['error', 'functionUnknown', 'set', 'variables.0.value'],
    ],
    [
      'a slot that is not chosen',
      flowOf([start, ['queue', 'queue']], [['start', 'next', 'queue']]),
      ['error', 'slotMissing', 'queue', 'queue'],
    ],
    [
      'a connection by a port that is gone',
      flowOf(
        [start, queue],
        [
          ['start', 'next', 'queue'],
          ['queue', 'overflow', 'start'],
        ],
      ),
      ['error', 'portGone', 'queue', 'ports.overflow'],
    ],
    [
      'a connection to nowhere',
      flowOf(
        [start, queue],
        [
          ['start', 'next', 'queue'],
          ['queue', 'x', 'gone'],
        ],
      ),
      ['error', 'edgeLoose', undefined, 'edges.e1'],
    ],
    [
      'an expression that cannot be read',
      flowOf(
        [start, ['if', 'condition', { mode: 'expression', expression: '1 +' }], queue],
        [
          ['start', 'next', 'if'],
          ['if', 'yes', 'queue'],
          ['if', 'no', 'queue'],
        ],
      ),
      ['error', 'expression', 'if', 'expression'],
    ],
    [
      'an expression with an unknown name',
      flowOf(
        [start, ['if', 'condition', { mode: 'expression', expression: '=mesage.text' }], queue],
        [
          ['start', 'next', 'if'],
          ['if', 'yes', 'queue'],
          ['if', 'no', 'queue'],
        ],
      ),
      ['error', 'nameUnknown', 'if', 'expression'],
    ],
    [
      'a rule with an unknown name',
      flowOf(
        [start, ['if', 'condition', rules('message.sbject')], queue],
        [
          ['start', 'next', 'if'],
          ['if', 'yes', 'queue'],
          ['if', 'no', 'queue'],
        ],
      ),
      ['error', 'nameUnknown', 'if', 'rules'],
    ],
    [
      'an unknown variable',
      flowOf(
        [start, ['if', 'condition', rules('vars.amount')], queue],
        [
          ['start', 'next', 'if'],
          ['if', 'yes', 'queue'],
          ['if', 'no', 'queue'],
        ],
      ),
      ['error', 'variableUnknown', 'if', 'rules'],
    ],
    [
      'a template with an unknown variable',
      flowOf(
        [start, ['set', 'set-fields', { ticket: [{ name: 'a', value: '{{vars.b}}' }] }], queue],
        [
          ['start', 'next', 'set'],
          ['set', 'next', 'queue'],
        ],
      ),
      ['error', 'variableUnknown', 'set', 'ticket.0.value'],
    ],
    [
      'a variable read before it is written',
      flowOf(
        [start, ['if', 'condition', rules('vars.amount')], queue],
        [
          ['start', 'next', 'if'],
          ['if', 'yes', 'queue'],
          ['if', 'no', 'queue'],
        ],
        { variables: [{ name: 'amount', type: 'number' }] },
      ),
      ['warning', 'readBeforeWritten', 'if', 'rules'],
    ],
    [
      'hours that nobody covers',
      flowOf(
        [start, ['time', 'time-range', { hours: 'own' }], queue],
        [
          ['start', 'next', 'time'],
          ['time', 'open', 'queue'],
          ['time', 'closed', 'queue'],
        ],
      ),
      ['warning', 'neverOpen', 'time', 'weekly'],
    ],
    [
      'a category without examples',
      flowOf(
        [
          start,
          ['ai', 'ai-classifier', { categories: [{ id: 'a', examples: ['x', 'y', 'z'] }, { id: 'b' }] }],
          queue,
        ],
        [
          ['start', 'next', 'ai'],
          ['ai', 'a', 'queue'],
          ['ai', 'b', 'queue'],
        ],
      ),
      ['error', 'examplesMissing', 'ai', 'categories.1.examples'],
    ],
    [
      'a text without translation',
      flowOf(
        [start, ['reply', 'auto-reply', { text: { en: 'Hello' } }], queue],
        [
          ['start', 'next', 'reply'],
          ['reply', 'next', 'queue'],
        ],
      ),
      ['warning', 'translationMissing', 'reply', 'text'],
    ],
    [
      'a circle with an exit',
      flowOf(
        [
          start,
          ['if', 'condition', rules('message.subject')],
          ['set', 'set-fields', { ticket: [{ name: 'a', value: '1' }] }],
          queue,
        ],
        [
          ['start', 'next', 'if'],
          ['if', 'no', 'set'],
          ['set', 'next', 'if'],
          ['if', 'yes', 'queue'],
        ],
      ),
      ['warning', 'loopWithoutWait', 'if', undefined],
    ],
    [
      'a circle without an exit',
      flowOf(
        [
          start,
          ['set', 'set-fields', { ticket: [{ name: 'a', value: '1' }] }],
          ['b', 'set-fields', { ticket: [{ name: 'a', value: '1' }] }],
        ],
        [
          ['start', 'next', 'set'],
          ['set', 'next', 'b'],
          ['b', 'next', 'set'],
        ],
      ),
      ['error', 'loopEndless', 'set', undefined],
    ],
    [
      'a catch that is gone',
      flowOf([start, queue], [['start', 'next', 'queue']], { settings: { catchNode: 'gone' } }),
      ['error', 'catchGone', undefined, 'settings.catchNode'],
    ],
  ])('finds %s', (_, flow, expected) => {
    expect(found(flow)).toContainEqual(expected);
  });

  it('says of a node that is not ready what is wrong with it, and nothing of what comes after it', () => {
    const hours = { hours: 'own', weekly: { 1: [{ from: '9:00', to: '17:00' }] } };
    const codes = found(
      flowOf(
        [start, ['hours', 'time-range', hours], queue],
        [
          ['start', 'next', 'hours'],
          ['hours', 'open', 'queue'],
          ['hours', 'closed', 'queue'],
        ],
      ),
    );
    expect(codes.map(([, code]) => code)).toEqual(['format']);
  });

  it('finds no open end behind a place', () => {
    expect(
      found(
        flowOf(
          [start, ['reply', 'auto-reply', { text: { en: 'Hello', de: 'Hallo' } }]],
          [['start', 'next', 'reply']],
        ),
      ),
    ).toEqual([]);
  });

  it('has the same sentences in both languages', () => {
    const keys = (language: string) =>
      Object.keys(
        JSON.parse(readFileSync(new URL(`./problem-texts.${language}.json`, import.meta.url), 'utf8')),
      );
    expect(keys('de')).toEqual(keys('en'));
  });
});
