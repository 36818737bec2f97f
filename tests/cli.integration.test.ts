import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandResult, runCommand } from './run-command';
import { root } from './source-files';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stellwerk-cli-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const stellwerk = (...parameters: string[]) => runCommand(['cli', ...parameters]);

/** Exit code 1, one sentence on standard error, nothing on standard output. */
function expectSentence(result: CommandResult, sentence: RegExp) {
  expect(result.code).toBe(1);
  expect(result.stderr.trim().split('\n')).toHaveLength(1);
  expect(result.stderr).toMatch(sentence);
}

const mail = [
  'Message-ID: <one@example.com>',
  'Date: Mon, 02 Nov 2026 17:20:00 +0100',
  'From: =?utf-8?q?Anna_M=C3=BCller?= <anna@example.com>',
  'To: service@example.com',
  'Subject: =?utf-8?q?K=C3=BCndigung?=',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  'Ich möchte meinen Vertrag kündigen.',
  '',
  '> Ihr Angebot',
].join('\r\n');

describe('mail parse', () => {
  it('prints one normalised mail a line', async () => {
    const result = await stellwerk('mail', 'parse', await file('a.eml', mail), await file('b.eml', mail));
    expect(result.code).toBe(0);
    expect(result.lines()).toHaveLength(2);
    expect(result.lines()[0]).toMatchObject({
      from: { name: 'Anna Müller', address: 'anna@example.com' },
      subject: 'Kündigung',
      date: '2026-11-02T16:20:00.000Z',
      messageId: '<one@example.com>',
      visibleText: 'Ich möchte meinen Vertrag kündigen.',
      attachments: [],
      autoSubmitted: false,
      bounce: false,
      language: 'de',
    });
  });

  it('says in one sentence what is wrong', async () => {
    expectSentence(await stellwerk('mail', 'parse', join(folder, 'none.eml')), /no such file/);
    expectSentence(await stellwerk('mail', 'parse', await file('empty.eml', '')), /no content/);
  });

  it('tells files within the text from attachments', async () => {
    const uuencoded = 'Subject: x\n\nSee\nbegin 644 hello.txt\n+2&5L;&\\@=V]R;&0\n`\nend\n';
    const [line] = (await stellwerk('mail', 'parse', await file('uu.eml', uuencoded))).lines();
    expect(line).toMatchObject({ attachments: [], filesInText: [{ name: 'hello.txt', size: 11 }] });
  });
});

describe('mail send-test', () => {
  it('says in one sentence why the mail could not be sent', async () => {
    expectSentence(
      await stellwerk('mail', 'send-test', '--port', '1'),
      /No mail server answers at 127\.0\.0\.1:1/,
    );
  });
});

describe('flow', () => {
  it('validates shipped flows and explains problems of broken ones', async () => {
    const broken = await file(
      'broken.json',
      JSON.stringify({ schemaVersion: 1, id: 'x', name: 'X', nodes: [], edges: [] }),
    );
    const result = await stellwerk(
      'flow',
      'validate',
      'flows/service-mailbox/flow.json',
      broken,
      await file('no.json', '{'),
    );
    expectSentence(result, /2 of 3 flows/);
    const lines = result.lines();
    expect(lines[0]).toMatchObject({ valid: true });
    expect(lines[1]).toMatchObject({ valid: false });
    expect(JSON.stringify(lines[1])).toMatch(/"sentence":"[A-Z]/);
    expect(lines[2]).toMatchObject({ valid: false, problems: [{ code: 'unreadable' }] });
  });

  it('lets a mail of 17:20 walk as within office hours, and one of 17:40 as outside', async () => {
    const path = await file('c.eml', mail);
    const simulate = (at: string) =>
      stellwerk(
        'flow',
        'simulate',
        '--flow',
        'flows/service-mailbox/flow.json',
        '--message',
        path,
        '--at',
        at,
      );
    const [inside, outside] = await Promise.all([simulate('2026-11-20T17:20'), simulate('2026-11-20T17:40')]);
    expect(inside.lines()[0]).toMatchObject({ status: 'completed', queue: 'cancellations', replies: [] });
    expect(outside.lines()[0]).toMatchObject({ queue: 'cancellations', replies: [{ purpose: 'automatic' }] });
  });

  it('refuses a moment that is none', async () => {
    const result = await stellwerk(
      'flow',
      'simulate',
      '--flow',
      'flows/service-mailbox/flow.json',
      '--message',
      await file('d.eml', mail),
      '--at',
      'soon',
    );
    expectSentence(result, /soon/);
  });

  it('runs scenarios, writes JUnit XML, and fails when one fails', async () => {
    const report = join(folder, 'junit.xml');
    const passed = await stellwerk('flow', 'test', 'flows/service-mailbox', '--junit', report);
    expect(passed.code).toBe(0);
    expect(passed.stdout).toMatch(/\d+ passed, 0 failed/);
    await file('flow.json', JSON.stringify({ schemaVersion: 1, id: 'x', name: 'X', nodes: [], edges: [] }));
    await file(
      'wrong.scenario.json',
      JSON.stringify({
        name: 'Wrong',
        at: '2026-11-20T10:00',
        events: [{ message: { text: 'x' } }],
        expect: { queue: 'billing' },
      }),
    );
    expectSentence(await stellwerk('flow', 'test', folder), /1 of 1 scenarios failed/);
  });
});

describe('calendar', () => {
  const calendar = {
    name: 'Office',
    timeZone: 'Europe/Berlin',
    weekly: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: '09:00', to: '17:30' }]])),
    holidays: 'DE-BE',
    exceptions: [],
  };

  it('checks moments, also on holidays', async () => {
    const path = await file('calendar.json', JSON.stringify(calendar));
    const result = await stellwerk(
      'calendar',
      'check',
      '--calendar',
      path,
      '--at',
      '2026-11-20T17:20',
      '2026-11-20T17:30',
      '2026-12-25T10:00',
    );
    expect(result.lines()).toMatchObject([
      { open: true },
      { open: false },
      { open: false, holiday: expect.any(String) },
    ]);
  });

  it('lists holidays of a state', async () => {
    const result = await stellwerk(
      'calendar',
      'holidays',
      '--country',
      'DE',
      '--state',
      'BE',
      '--year',
      '2026',
      '--language',
      'de',
    );
    expect(result.lines()).toContainEqual({ date: '2026-03-08', name: expect.any(String) });
    expect(result.lines()).toContainEqual({ date: '2026-10-03', name: 'Tag der Deutschen Einheit' });
    expectSentence(await stellwerk('calendar', 'holidays', '--country', 'XX', '--year', '2026'), /XX/);
  });
});

describe('classify', () => {
  it('learns from examples and tells its confidence', async () => {
    const examples = await file(
      'examples.tsv',
      [
        'Meine Rechnung ist zu hoch\tbilling',
        'Ich verstehe die Rechnung nicht\tbilling',
        'Ich kündige meinen Vertrag\tcancel',
        'Bitte beenden Sie meinen Vertrag\tcancel',
      ].join('\n'),
    );
    const result = await stellwerk(
      'classify',
      '--examples',
      examples,
      '--input',
      await file('input.tsv', 'Die Rechnung stimmt nicht\tx\nVertrag kündigen'),
    );
    expect(result.lines()).toMatchObject([
      { label: 'billing', confidence: expect.any(Number) },
      { label: 'cancel' },
    ]);
    expectSentence(
      await stellwerk('classify', '--examples', await file('bad.tsv', 'no label'), '--input', examples),
      /line 1/,
    );
  });
});

describe('store of the data folder', () => {
  it('adds a user, refuses the second of the same address, and sums up the ledger', async () => {
    const environment = {
      MONGODB_URI: '',
      STELLWERK_DATA_DIR: join(folder, 'data'),
      STELLWERK_PASSWORD: 'gleis-neun-dreiviertel',
    };
    const add = () =>
      runCommand(['cli', 'user', 'add', '--email', 'eva@example.com', '--role', 'admin'], { environment });
    const first = await add();
    expect(first.lines()).toMatchObject([{ email: 'eva@example.com', role: 'admin' }]);
    expectSentence(await add(), /eva@example.com/);
    const summary = await runCommand(['cli', 'ledger', 'summary'], { environment });
    expect(summary.lines()).toMatchObject([{ total: 0, unaccounted: 0 }]);
  });
});

describe('store serve', () => {
  it('prints its connection string first, ends with the command however that ends, and keeps what was written', async () => {
    const data = join(folder, 'served');
    const command = spawn(process.execPath, [
      join(root, 'bin/stellwerk.mjs'),
      'store',
      'serve',
      '--data',
      data,
    ]);
    const [uri] = await once(createInterface(command.stdout), 'line');
    const client = new MongoClient(uri);
    const { pid } = await client.db('admin').command({ serverStatus: 1 });
    await client.db('shop').collection('items').insertOne({ name: 'lamp' });
    command.kill('SIGKILL');
    while (isRunning(Number(pid))) await new Promise((resolve) => setTimeout(resolve, 20));
    await client.close();
    const check = await stellwerk('store', 'check', '--data', data);
    expect(check.lines()).toMatchObject([{ problems: [], collections: 1, documents: 1 }]);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('commands that do not exist', () => {
  it('are told in a sentence', async () => {
    expectSentence(await stellwerk('flow', 'fly'), /fly/);
  });
});
