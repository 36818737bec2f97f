import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { diffFiles } from './diff-files';

const shipped = 'flows/service-mailbox/flow.json';
let folder: string;
let changed: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stellwerk-diff-'));
  changed = join(folder, 'changed.json');
  const flow = flowDocumentSchema.parse(JSON.parse(readFileSync(shipped, 'utf8')));
  const nodes = flow.nodes
    .filter(({ id }) => id !== 'reply')
    .map((node) => (node.id === 'billing' ? { ...node, title: 'Money', config: { queue: 'money' } } : node));
  const edges = flow.edges
    .filter(({ from }) => from.node !== 'reply')
    .map((edge) => (edge.to === 'reply' ? { ...edge, to: 'route' } : edge));
  writeFileSync(changed, JSON.stringify({ ...flow, nodes, edges }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('says in English what became of a flow', async () => {
  expect((await diffFiles(shipped, changed, 'en')).map(({ kind, sentence }) => [kind, sentence])).toEqual([
    ['nodeTitled', '“Billing” is now called “Money”.'],
    ['configChanged', '“Money”: Queue is now “money” (before: “billing”).'],
    ['nodeRemoved', '“Reply outside the hours” was removed.'],
    [
      'routeChanged',
      '“Office hours?”: “Closed” now leads to “Which queue?” instead of “Reply outside the hours”.',
    ],
  ]);
});

it('says it in German', async () => {
  expect((await diffFiles(shipped, changed, 'de')).map(({ sentence }) => sentence)).toEqual([
    '„Billing“ heißt jetzt „Money“.',
    '„Money“: Warteschlange ist jetzt „money“ (vorher „billing“).',
    '„Reply outside the hours“ wurde entfernt.',
    '„Office hours?“: „Geschlossen“ führt jetzt zu „Which queue?“ statt zu „Reply outside the hours“.',
  ]);
});

it('calls a port as its author does, also one that is gone', async () => {
  const sorted = (names: string[], to: string[]) => ({
    schemaVersion: 1,
    id: 'sorted',
    name: 'Sorted',
    nodes: [
      {
        id: 'topic',
        type: 'ai-classifier',
        title: 'Topic',
        config: {
          categories: names.map((name, index) => ({ id: `c${index}`, name, examples: ['a', 'b', 'c'] })),
        },
      },
      { id: 'one', type: 'close', title: 'One' },
      { id: 'two', type: 'close', title: 'Two' },
    ],
    edges: to.map((target, index) => ({
      id: `e${index}`,
      from: { node: 'topic', port: `c${index}` },
      to: target,
    })),
  });
  const [before, after] = [join(folder, 'before.json'), join(folder, 'after.json')];
  writeFileSync(before, JSON.stringify(sorted(['Invoices', 'Meters'], ['one', 'one'])));
  writeFileSync(after, JSON.stringify(sorted(['Invoices'], ['two'])));
  const sentences = (await diffFiles(before, after, 'en')).map(({ sentence }) => sentence);
  expect(sentences).toContain('“Topic”: “Invoices” now leads to “Two” instead of “One”.');
  expect(sentences).toContain('“Topic”: “Meters” was removed from Categories.');
  expect(sentences).toContain('“Topic”: “Meters” leads nowhere now (before: “One”).');
});

it('says nothing of equal flows, and refuses other languages', async () => {
  expect(await diffFiles(shipped, shipped, 'en')).toEqual([]);
  await expect(diffFiles(shipped, changed, 'fr')).rejects.toMatchObject({ code: 'languageUnknown' });
});
