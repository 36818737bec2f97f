import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDovecot, type Dovecot } from '@/tests/dovecot';
import { connectImap, type ImapSettings } from './connect-imap';
import { externalIdOfMail } from './external-id';
import { type ImapCursor, type ImapFetcher, startImapFetcher } from './imap-fetcher';

let dovecot: Dovecot;
let fetcher: ImapFetcher | null = null;

beforeEach(async () => {
  dovecot = await createDovecot();
  await dovecot.start();
});

afterEach(async () => {
  await fetcher?.stop();
  fetcher = null;
  await dovecot.remove();
});

/** What becomes true in a while; real servers need their time. */
function eventually<Value>(read: () => Value | Promise<Value>) {
  return expect.poll(read, { timeout: 15_000 });
}

function settings(overrides: Partial<ImapSettings> = {}): ImapSettings {
  return {
    host: '127.0.0.1',
    port: dovecot.port,
    security: 'none',
    user: dovecot.user,
    password: dovecot.password,
    accessToken: null,
    folders: ['INBOX'],
    afterFetch: { kind: 'seen' },
    firstFetch: 'unseen',
    ...overrides,
  };
}

async function messagesIn(client: Awaited<ReturnType<typeof connectImap>>, folder: string) {
  const status = await client.status(folder, { messages: true });
  return status ? status.messages : null;
}

const mail = (number: number) =>
  `Message-ID: <mail-${number}@example.com>\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\nFrom: anna@example.com\r\nSubject: Mail ${number}\r\n\r\nText ${number}\r\n`;

async function deliver(...numbers: number[]) {
  const client = await connectImap(settings());
  for (const number of numbers)
    await client.append('INBOX', mail(number), [], new Date(Date.UTC(2026, 10, 2, 10, number)));
  await client.logout();
}

/** What a ledger would hold: mails by content, each counted as often as it was handed in. */
function watch(
  overrides: Partial<ImapSettings> = {},
  options: { failFirst?: boolean; maxBytes?: number; mayFetch?: () => boolean } = {},
) {
  const cursors = new Map<string, ImapCursor>();
  const ledger = new Map<string, { subject: string; arrivedAt: number; times: number }>();
  const oversized: number[] = [];
  const leftBehind: string[] = [];
  const health: string[] = [];
  let failing = options.failFirst ?? false;
  const start = () => {
    fetcher = startImapFetcher({
      settings: settings(overrides),
      maxBytes: options.maxBytes ?? 1_000_000,
      loadCursor: async (folder) => cursors.get(folder) ?? null,
      saveCursor: async (folder, cursor) => void cursors.set(folder, cursor),
      receive: async ({ raw, arrivedAt }) => {
        if (failing) {
          failing = false;
          throw new Error('store unreachable');
        }
        const id = externalIdOfMail(raw, []);
        const subject = raw.toString().match(/Subject: (.*)\r/)?.[1] ?? '';
        ledger.set(id, { subject, arrivedAt, times: (ledger.get(id)?.times ?? 0) + 1 });
      },
      oversized: async ({ size }) => void oversized.push(size),
      leftBehind: async ({ folder, uid }) => void leftBehind.push(`${folder} ${uid}`),
      mayFetch: async () => options.mayFetch?.() ?? true,
      onHealth: (_folder, { state }) => void (health.at(-1) === state || health.push(state)),
      now: () => Date.UTC(2026, 10, 3),
      pollMs: 100,
      firstPauseMs: 20,
    });
  };
  start();
  return {
    cursors,
    ledger,
    oversized,
    leftBehind,
    health,
    start,
    subjects: () => [...ledger.values()].map((line) => line.subject).sort(),
  };
}

describe('IMAP fetcher', () => {
  it('takes what is there and what comes, tells the source afterwards, and knows when it arrived', async () => {
    await deliver(1);
    const { ledger, subjects } = watch();
    await eventually(subjects).toEqual(['Mail 1']);
    await deliver(2);
    await eventually(subjects).toEqual(['Mail 1', 'Mail 2']);
    expect([...ledger.values()][0]?.arrivedAt).toBe(Date.UTC(2026, 10, 2, 10, 1));
    const client = await connectImap(settings());
    await client.mailboxOpen('INBOX');
    await eventually(() => client.search({ seen: false })).toEqual([]);
    await client.logout();
  });

  it('tells the source nothing while the ledger does not have the mail, and takes it later', async () => {
    await deliver(1);
    const { subjects, health } = watch({}, { failFirst: true });
    await eventually(subjects).toEqual(['Mail 1']);
    expect(health).toContain('failing');
  });

  it('skips nothing after the server was gone', async () => {
    const { subjects, health } = watch();
    await eventually(() => health).toContain('ok');
    await dovecot.kill();
    await eventually(() => health).toContain('failing');
    await dovecot.start();
    await deliver(1, 2, 3);
    await eventually(subjects).toEqual(['Mail 1', 'Mail 2', 'Mail 3']);
  });

  it('loses and doubles nothing when UIDVALIDITY changes', async () => {
    await deliver(1, 2);
    const { subjects, ledger, cursors, start } = watch();
    await eventually(subjects).toEqual(['Mail 1', 'Mail 2']);
    const before = cursors.get('INBOX')?.uidValidity;
    await fetcher?.stop();
    await dovecot.kill();
    await dovecot.renumber();
    await dovecot.start();
    await deliver(3);
    start();
    await eventually(subjects).toEqual(['Mail 1', 'Mail 2', 'Mail 3']);
    expect(cursors.get('INBOX')?.uidValidity).not.toBe(before);
    expect(ledger.size).toBe(3);
  });

  it('moves mail away only once it is taken', async () => {
    const client = await connectImap(settings());
    await client.mailboxCreate('Done');
    await client.logout();
    await deliver(1);
    const { subjects } = watch({ afterFetch: { kind: 'move', folder: 'Done' } });
    await eventually(subjects).toEqual(['Mail 1']);
    const looking = await connectImap(settings());
    await eventually(() => messagesIn(looking, 'Done')).toBe(1);
    await looking.logout();
  });

  it('makes the folder that it moves mail to, and tells where that cannot be, without holding mail up', async () => {
    await deliver(1);
    watch({ afterFetch: { kind: 'move', folder: 'Erledigt "Ä"' } });
    const client = await connectImap(settings());
    await eventually(() => messagesIn(client, 'Erledigt "Ä"').catch(() => null)).toBe(1);
    await client.logout();
    await fetcher?.stop();
    await deliver(2, 3);
    // This server keeps folders as files.
    const { subjects, health } = watch({ afterFetch: { kind: 'move', folder: 'a/b' } });
    await eventually(subjects).toEqual(['Mail 2', 'Mail 3']);
    await eventually(() => health).toEqual(['failing']);
  });

  it('leaves mail on the server while the processing limit is reached', async () => {
    let open = false;
    await deliver(1);
    const { subjects, health } = watch({}, { mayFetch: () => open });
    await eventually(() => health).toEqual(['paused']);
    expect(subjects()).toEqual([]);
    open = true;
    await eventually(subjects).toEqual(['Mail 1']);
  });

  it('does not load what is over the size limit, and tells of it', async () => {
    const client = await connectImap(settings());
    await client.append('INBOX', `${mail(1)}${'x'.repeat(20_000)}`);
    await client.logout();
    const { oversized, subjects } = watch({}, { maxBytes: 10_000 });
    await eventually(() => oversized.length).toBe(1);
    expect(subjects()).toEqual([]);
  });

  it('never takes old mail that somebody had read, however the first fetch is interrupted', async () => {
    await deliver(1, 2, 3);
    const client = await connectImap(settings());
    await client.mailboxOpen('INBOX');
    await client.messageFlagsAdd('2', ['\\Seen']);
    await client.logout();
    let most = 1;
    const taken = { count: () => 0 };
    const { subjects, start, ledger } = watch({}, { mayFetch: () => taken.count() < most });
    taken.count = () => ledger.size;
    await eventually(subjects).toEqual(['Mail 1']);
    await fetcher?.stop();
    await dovecot.kill();
    await dovecot.renumber();
    await dovecot.start();
    most = 10;
    start();
    await deliver(4);
    await eventually(subjects).toEqual(['Mail 1', 'Mail 3', 'Mail 4']);
  });

  it('goes on where somebody else deletes mail meanwhile', async () => {
    await deliver(1, 2);
    let open = false;
    const { subjects } = watch({}, { mayFetch: () => open });
    const client = await connectImap(settings());
    await client.mailboxOpen('INBOX');
    await client.messageDelete('1');
    await client.logout();
    open = true;
    await deliver(3);
    await eventually(subjects).toEqual(['Mail 2', 'Mail 3']);
  });

  it('is not held up for ever by one mail that the server cannot give', async () => {
    await deliver(1, 2, 3);
    await dovecot.spoil(1);
    const { subjects, leftBehind } = watch();
    await eventually(subjects).toEqual(['Mail 1', 'Mail 3']);
    expect(leftBehind).toEqual(['INBOX 2']);
  });

  it('watches several folders, each with a cursor of its own', async () => {
    const client = await connectImap(settings());
    await client.mailboxCreate('Support');
    await client.append('Support', mail(11), [], new Date(Date.UTC(2026, 10, 2, 10, 11)));
    await deliver(1);
    const { subjects, cursors } = watch({ folders: ['INBOX', 'Support'] });
    await eventually(subjects).toEqual(['Mail 1', 'Mail 11']);
    await client.append('Support', mail(12), [], new Date(Date.UTC(2026, 10, 2, 10, 12)));
    await client.logout();
    await eventually(subjects).toEqual(['Mail 1', 'Mail 11', 'Mail 12']);
    // A cursor moves on only after the mail was taken in.
    await eventually(() => [...cursors].map(([folder, { lastUid }]) => [folder, lastUid]).sort()).toEqual([
      ['INBOX', 1],
      ['Support', 2],
    ]);
  });

  it('starts with what comes from now on where that is wanted', async () => {
    await deliver(1);
    const { subjects, health } = watch({ firstFetch: 'new' });
    await eventually(() => health).toContain('ok');
    await deliver(2);
    await eventually(subjects).toEqual(['Mail 2']);
  });
});
