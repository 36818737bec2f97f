import * as z from 'zod';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { defineNode, end, go, type NodeRegistry } from '@/runtime/flow/node-definition';
import { createNodeWords } from './node-words';

/** Tiny node types for tests of the designer: a start, a fork by a list, a plain one, and an end. */
const begin = defineNode({
  type: 'begin',
  version: 1,
  category: 'start',
  icon: 'IconPlayerPlay',
  config: z.object({}),
  ports: [{ id: 'next', kind: 'exit' }],
  run: () => go('next'),
});

const fork = defineNode({
  type: 'fork',
  version: 1,
  category: 'decide',
  icon: 'IconArrowsSplit',
  config: z.object({
    ways: z.array(z.string()).default(['left', 'right']),
    question: z.string().default(''),
  }),
  ports: (config) => [
    ...config.ways.map((id) => ({ id, kind: 'exit' as const, label: id })),
    { id: 'error', kind: 'error' as const },
  ],
  summary: (config) => config.question,
  run: () => go('left'),
});

const act = defineNode({
  type: 'act',
  version: 1,
  category: 'do',
  icon: 'IconBolt',
  config: z.object({ text: z.string().min(1) }),
  ports: [
    { id: 'done', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  run: () => go('done'),
});

const stop = defineNode({
  type: 'stop',
  version: 1,
  category: 'do',
  icon: 'IconFlag',
  config: z.object({}),
  ports: [],
  run: () => end(),
});

export const sampleRegistry: NodeRegistry = new Map(
  [begin, fork, act, stop].map((type) => [type.type, type]),
);

export const sampleWords = createNodeWords(
  {
    begin: { title: 'Begin', description: 'Where it begins', ports: { next: 'Next' } },
    fork: {
      title: 'Fork',
      description: 'Chooses a way',
      ports: { error: 'Error' },
      fields: { ways: { label: 'Ways' } },
    },
    act: { title: 'Act', description: 'Does something', ports: { done: 'Done', error: 'Error' } },
    stop: { title: 'Stop', description: 'Ends it' },
  },
  'en',
  sampleRegistry,
);

/** begin -> fork -(left)-> act -> stop, fork -(right)-> stop */
export const sampleFlow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'sample',
  name: 'Sample',
  nodes: [
    { id: 'b', type: 'begin', position: { x: 0, y: 0 } },
    { id: 'f', type: 'fork', position: { x: 350, y: 0 }, config: { question: 'Which way?' } },
    { id: 'a', type: 'act', position: { x: 700, y: 0 }, config: { text: 'Hello World' } },
    { id: 's', type: 'stop', position: { x: 1050, y: 0 } },
  ],
  edges: [
    { id: 'bf', from: { node: 'b', port: 'next' }, to: 'f' },
    { id: 'fa', from: { node: 'f', port: 'left' }, to: 'a' },
    { id: 'as', from: { node: 'a', port: 'done' }, to: 's' },
    { id: 'fs', from: { node: 'f', port: 'right' }, to: 's' },
  ],
});
