import { expect, it } from 'vitest';
import { flowDocumentSchema } from './flow-document';
import { flowTextsSchema, localizeFlow } from './localize-flow';

const flow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Service',
  nodes: [
    {
      id: 'topic',
      type: 'x',
      title: 'Topic',
      config: {
        categories: [
          { id: 'a', name: 'A', examples: ['1'] },
          { id: 'b', name: 'B' },
        ],
        text: 'T',
      },
    },
    { id: 'end', type: 'y', config: { reason: 'Done' } },
  ],
  edges: [{ id: 'e', from: { node: 'topic', port: 'a' }, to: 'end' }],
});

it('says names in another language and leaves everything else', () => {
  const texts = flowTextsSchema.parse({
    name: 'Dienst',
    nodes: {
      topic: { title: 'Thema', names: { categories: { a: 'Ah' }, nothing: { a: 'x' } } },
      end: { settings: { reason: 'Fertig' } },
      gone: { title: 'x' },
    },
  });
  const german = localizeFlow(flow, texts);
  expect(german).toMatchObject({
    id: 'flow',
    name: 'Dienst',
    nodes: [
      {
        id: 'topic',
        title: 'Thema',
        config: {
          categories: [
            { id: 'a', name: 'Ah', examples: ['1'] },
            { id: 'b', name: 'B' },
          ],
          text: 'T',
        },
      },
      { id: 'end', config: { reason: 'Fertig' } },
    ],
  });
  expect(german.edges).toBe(flow.edges);
  expect(german.nodes[0]?.config).not.toHaveProperty('nothing');
  expect(flow.nodes[0]?.title).toBe('Topic');
});
