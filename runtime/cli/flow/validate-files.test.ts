import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { validateFiles } from './validate-files';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stellwerk-validate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const calling = (id: string, other: string) => ({
  schemaVersion: 1,
  id,
  name: id.toUpperCase(),
  nodes: [
    { id: 'start', type: 'flow-called' },
    { id: 'call', type: 'call-flow', config: { flow: other } },
    { id: 'close', type: 'close' },
  ],
  edges: [
    { id: 'a', from: { node: 'start', port: 'next' }, to: 'call' },
    { id: 'b', from: { node: 'call', port: 'next' }, to: 'close' },
  ],
});

async function sentences(...files: string[]) {
  return (await validateFiles(files)).map(({ valid, problems }) => [
    valid,
    ...problems.map(({ sentence }) => sentence),
  ]);
}

it('finds flows that call each other in a circle among the files given together', async () => {
  const [a, b] = [write('a.json', calling('a', 'b')), write('b.json', calling('b', 'a'))];
  const [first, second] = await sentences(a, b);
  expect([first?.[0], second?.[0]]).toEqual([false, false]);
  expect(first?.[1]).toContain('A → B → A');
  expect(second?.[1]).toContain('B → A → B');
  expect(await sentences(a)).toEqual([[true]]);
});

it('calls ports and languages by their names', async () => {
  const flow = {
    schemaVersion: 1,
    id: 'f',
    name: 'F',
    nodes: [
      { id: 'mail', type: 'mail-received' },
      { id: 'automatic', type: 'automatic-mail' },
      { id: 'reply', type: 'auto-reply', config: { text: { en: 'Hello' } } },
      { id: 'close', type: 'close' },
    ],
    edges: [
      { id: 'a', from: { node: 'mail', port: 'next' }, to: 'automatic' },
      { id: 'b', from: { node: 'automatic', port: 'yes' }, to: 'reply' },
      { id: 'c', from: { node: 'reply', port: 'next' }, to: 'close' },
    ],
    settings: { languages: ['en', 'de', 'fr'] },
  };
  const [[, ...told] = []] = await sentences(write('f.json', flow));
  expect(told).toContain(
    '“From a person” leads nowhere, so the ticket would be left without a place. Connect it.',
  );
  expect(told).toContain(
    'There is no text in German and French yet. Add it, or take the language out of the flow.',
  );
});

it('says in a sentence why a file is no flow, and checks the others', async () => {
  const told = await sentences(
    write('broken.json', '{"a":'),
    write('list.json', [1]),
    write('future.json', { schemaVersion: 99 }),
    join(folder, 'none.json'),
    write('a.json', calling('a', 'b')),
  );
  expect(told.map(([valid]) => valid)).toEqual([false, false, false, false, true]);
  expect(told[0]?.[1]).toContain('is not JSON');
  expect(told[1]?.[1]).toBe('This is not a flow document: Invalid input: expected object, received array');
  expect(told[2]?.[1]).toBe(
    'The flow was written by a newer Stellwerk (schema 99; this one reads up to 1). Update this installation first.',
  );
  expect(told[3]?.[1]).toContain('there is no such file');
});

it('finds what the installation lacks, where it is told of one', async () => {
  const weekly = { 1: [{ from: '09:00', to: '17:00' }] };
  const flow = write('hours.json', {
    schemaVersion: 1,
    id: 'hours',
    name: 'Hours',
    nodes: [
      { id: 'mail', type: 'mail-received' },
      { id: 'hours', type: 'time-range', config: { hours: 'own', weekly, holidays: 'DE-XX' } },
      { id: 'queue', type: 'queue', config: { queue: 'service' } },
    ],
    edges: [
      { id: 'a', from: { node: 'mail', port: 'next' }, to: 'hours' },
      { id: 'b', from: { node: 'hours', port: 'open' }, to: 'queue' },
      { id: 'c', from: { node: 'hours', port: 'closed' }, to: 'queue' },
    ],
  });
  const environment = write('environment.json', { queues: { vip: { id: 'vip', name: 'VIP' } } });
  const [told] = await validateFiles([flow], { environment, language: 'de' });
  expect(told?.problems.map(({ code }) => code)).toEqual(['holidaysUnknown', 'slotUnbound']);
  expect(told?.problems[0]?.sentence).toContain('„DE-XX“');
  expect((await validateFiles([flow]))[0]).toMatchObject({ valid: true, problems: [] });
});
