import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installationOfFile } from '@/runtime/engine/installation-of-file';
import { createTestEngine, replyAndQueue, testMessage } from '@/runtime/engine/test-kit';
import { scenarioSchema } from '@/runtime/scenarios/scenario';
import { Tickets } from '@/runtime/store/tickets';
import { runCommand } from '@/tests/run-command';

// The commands as they are called, by a process of their own, on a store in which one message was handled.

const installation = installationOfFile();
let folder: string;
let draft: string;
let number: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stellwerk-flow-'));
  draft = join(folder, 'flow.json');
  const engine = createTestEngine();
  await engine.receive(testMessage());
  await engine.settle();
  number = String((await Tickets.findOne({}).exec())?.number);
  const document = replyAndQueue();
  const nodes = document.nodes.map((node) =>
    node.id === 'queue' ? { ...node, config: { queue: 'service' } } : node,
  );
  await writeFile(draft, JSON.stringify({ ...document, nodes }));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const flow = (...parameters: string[]) =>
  runCommand(['cli', 'flow', ...parameters], { environment: { MONGODB_URI: installation().uri } });

it('replays what was recorded', async () => {
  const result = await flow('replay', '--flow', draft, '--last', '1d');
  expect(result.stderr).toBe('');
  expect(result.lines()).toMatchObject([
    { messages: 1, changed: 1, moves: [{ from: 'billing', to: 'service', count: 1 }] },
  ]);
  const wrong = await flow('replay', '--flow', draft, '--last', '1d', '--stand-in', 'reply=nowhere');
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toMatch(/^"reply" has no port "nowhere"; it has .*\n$/);
});

it('records a ticket as a scenario that passes', async () => {
  const out = join(folder, 'ticket.scenario.json');
  const result = await flow('record', '--ticket', number, '--out', out);
  expect(result.stderr).toBe('');
  expect(result.lines()).toEqual([
    { file: out, name: `Like ticket ${number}`, flow: 'reply-and-queue', flowVersion: 1, sameWay: true },
  ]);
  const scenario = scenarioSchema.parse(JSON.parse(await readFile(out, 'utf8')));
  expect(scenario.expect).toMatchObject({ queue: 'billing', replies: 1 });
  const printed = await flow('record', '--ticket', `#${number}`);
  expect(printed.lines()).toEqual([JSON.parse(await readFile(out, 'utf8'))]);
  // Beside the draft, which leads elsewhere, it fails: that is what it is for.
  expect((await flow('test', folder)).code).toBe(1);
  expect(await flow('record', '--ticket', '999999')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'There is no ticket 999999.\n',
  });
});

it('says what became of a flow', async () => {
  const before = join(folder, 'before.json');
  await writeFile(before, JSON.stringify(replyAndQueue()));
  expect((await flow('diff', before, draft)).lines()).toEqual([
    { kind: 'configChanged', sentence: '“Queue”: Queue is now “service” (before: “billing”).' },
  ]);
});

it('waits for what is learnt beside the process', async () => {
  const message = join(folder, 'message.json');
  await writeFile(message, JSON.stringify({ text: 'Ich möchte in Raten zahlen.', channel: 'billing' }));
  const shipped = 'flows/invoices-and-dunning/flow.json';
  const result = await flow('simulate', '--flow', shipped, '--message', message);
  expect([result.code, result.stderr]).toEqual([0, '']);
  expect(JSON.stringify(result.lines()[0])).toContain(
    '"node":"topic","type":"ai-classifier","outcome":"port"',
  );
});

it('counts how the variants of a test have done', async () => {
  const success = {
    match: 'all',
    rules: [{ field: 'ticket.fields.rating', operator: 'greaterOrEqual', value: 4 }],
  };
  const tested = join(folder, 'tested.json');
  await writeFile(
    tested,
    JSON.stringify({
      schemaVersion: 1,
      id: 'tested',
      name: 'Tested',
      nodes: [{ id: 'test', type: 'ab-test', config: { field: 'wording', success } }],
    }),
  );
  const changes = { state: 'closed', closedAt: new Date(), fields: { wording: 'a', rating: 5 } };
  await Tickets.updateOne({ number: Number(number) }, { $set: changes }).exec();
  const result = await flow('outcome', '--flow', tested);
  expect(result.stderr).toBe('');
  expect(result.lines()).toMatchObject([
    { node: 'test', value: 'a', tickets: 1, successes: 1, share: 1 },
    { node: 'test', value: 'b', tickets: 0, share: null },
  ]);
});
