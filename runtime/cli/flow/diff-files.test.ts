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
    ['configChanged', 'Money: Queue is now “money” (before: “billing”).'],
    ['nodeRemoved', '“Reply outside the hours” was removed.'],
    [
      'routeChanged',
      'Office hours?: “Closed” now leads to “Which queue?” instead of “Reply outside the hours”.',
    ],
  ]);
});

it('says it in German', async () => {
  expect((await diffFiles(shipped, changed, 'de')).map(({ sentence }) => sentence)).toEqual([
    '„Billing“ heißt jetzt „Money“.',
    'Money: Warteschlange ist jetzt „money“ (vorher „billing“).',
    '„Reply outside the hours“ wurde entfernt.',
    'Office hours?: „Geschlossen“ führt jetzt zu „Which queue?“ statt zu „Reply outside the hours“.',
  ]);
});

it('says nothing of equal flows, and refuses other languages', async () => {
  expect(await diffFiles(shipped, shipped, 'en')).toEqual([]);
  await expect(diffFiles(shipped, changed, 'fr')).rejects.toMatchObject({ code: 'languageUnknown' });
});
