import { readFileSync } from 'node:fs';
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

it('has the words of the shipped flow in both languages', () => {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../flows/service-mailbox/${name}`, import.meta.url), 'utf8'));
  const base = flowDocumentSchema.parse(read('flow.json'));
  const [german, english] = ['de', 'en'].map((language) =>
    flowTextsSchema.parse(read(`texts.${language}.json`)),
  );
  expect(Object.keys(german?.nodes ?? {}).sort()).toEqual(base.nodes.map(({ id }) => id).sort());
  expect(Object.keys(german?.nodes ?? {})).toEqual(Object.keys(english?.nodes ?? {}));
  expect(english && localizeFlow(base, english)).toEqual(base);
  expect(
    german && localizeFlow(base, german).nodes.find(({ id }) => id === 'topic')?.config.categories,
  ).toMatchObject([{ name: 'Rechnung' }, { name: 'Kündigung' }, { name: 'Anderes' }]);
});
