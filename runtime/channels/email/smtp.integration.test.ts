import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { composeMail, type OutgoingMail } from './compose-mail';
import { sweepOutbox, writeToOutbox } from './outbox-folder';
import { type ReceivedMail, type SmtpListener, startSmtpListener } from './smtp-listener';
import { type SmtpServerSettings, sendBySmtp } from './smtp-sender';

const cleanup: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step();
});

const outgoing: OutgoingMail = {
  messageId: 'reply-1@stellwerk.local',
  from: { name: 'Service', address: 'service@stellwerk.local' },
  replyTo: null,
  to: [{ name: 'Anna Müller', address: 'anna@example.com' }],
  cc: [],
  bcc: [],
  subject: 'Re: Rechnung für März',
  text: 'Guten Tag',
  html: '<p>Guten Tag</p>',
  inReplyTo: 'question-1@example.com',
  references: ['root@example.com', 'question-1@example.com'],
  automatic: 'replied',
  date: Date.UTC(2026, 10, 2, 9),
  attachments: [],
};

async function listen(overrides: Partial<Parameters<typeof startSmtpListener>[0]> = {}) {
  const received: ReceivedMail[] = [];
  const listener: SmtpListener = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    maxBytes: 1_000_000,
    accepts: async (address) => address.endsWith('@stellwerk.local'),
    receive: async (mail) => void received.push(mail),
    now: () => 1000,
    ...overrides,
  });
  cleanup.push(() => listener.close());
  const server: SmtpServerSettings = {
    host: '127.0.0.1',
    port: listener.port,
    security: 'none',
    user: null,
    password: null,
  };
  return { received, server };
}

const noted = () => {
  const calls: string[] = [];
  return { calls, beforeData: async () => void calls.push('data') };
};

describe('SMTP listener and sender', () => {
  it('hands a mail over once it is safe, with its envelope and arrival', async () => {
    const { received, server } = await listen();
    const raw = await composeMail(outgoing);
    const { calls, beforeData } = noted();
    const outcome = await sendBySmtp(server, { from: '', to: ['service@stellwerk.local'] }, raw, beforeData);
    expect(outcome).toMatchObject({ state: 'sent' });
    expect(calls).toEqual(['data']);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      envelope: { from: '', to: ['service@stellwerk.local'] },
      arrivedAt: 1000,
    });
    expect(received[0]?.raw.toString()).toContain('In-Reply-To: <question-1@example.com>');
  });

  it('refuses unknown recipients for good', async () => {
    const { received, server } = await listen();
    const outcome = await sendBySmtp(
      server,
      { from: 'a@example.com', to: ['nobody@elsewhere.example'] },
      Buffer.from('x'),
      noted().beforeData,
    );
    expect(outcome).toMatchObject({ state: 'failed', code: 550 });
    expect(received).toHaveLength(0);
  });

  it('tells whom a server did not take although it took others, and whether that is for good', async () => {
    const { received, server } = await listen({
      accepts: async (address) => {
        if (address.startsWith('busy')) throw new Error('try later');
        return address.startsWith('service');
      },
    });
    const to = ['service@stellwerk.local', 'nobody@stellwerk.local', 'busy@stellwerk.local'];
    const raw = Buffer.from('Subject: x\r\n\r\ny');
    const outcome = await sendBySmtp(server, { from: 'a@example.com', to }, raw, noted().beforeData);
    expect(outcome).toMatchObject({
      state: 'sent',
      refused: [
        { address: 'nobody@stellwerk.local', permanent: true, words: expect.stringMatching(/^550/) },
        { address: 'busy@stellwerk.local', permanent: false, words: expect.stringMatching(/^4/) },
      ],
    });
    expect(received).toHaveLength(1);
  });

  it('tells a failure of the ledger as temporary, so that the sender keeps the mail', async () => {
    const { server } = await listen({ receive: () => Promise.reject(new Error('disk full')) });
    const outcome = await sendBySmtp(
      server,
      { from: 'a@example.com', to: ['service@stellwerk.local'] },
      Buffer.from('Subject: x\r\n\r\ny'),
      noted().beforeData,
    );
    expect(outcome).toMatchObject({ state: 'deferred', code: 451 });
  });

  it('refuses a mail over the size limit with 552 and goes on afterwards', async () => {
    const { received, server } = await listen({ maxBytes: 10_000 });
    const large = Buffer.from(`Subject: large\r\n\r\n${'x'.repeat(50_000)}`);
    expect(
      await sendBySmtp(
        server,
        { from: 'a@example.com', to: ['service@stellwerk.local'] },
        large,
        noted().beforeData,
      ),
    ).toMatchObject({ state: 'failed', code: 552 });
    expect(
      await sendBySmtp(
        server,
        { from: 'a@example.com', to: ['service@stellwerk.local'] },
        Buffer.from('Subject: x\r\n\r\ny'),
        noted().beforeData,
      ),
    ).toMatchObject({ state: 'sent' });
    expect(received).toHaveLength(1);
  });

  it('defers where no server listens, and nothing had left', async () => {
    const { calls, beforeData } = noted();
    const server: SmtpServerSettings = {
      host: '127.0.0.1',
      port: 1,
      security: 'none',
      user: null,
      password: null,
    };
    expect(
      await sendBySmtp(server, { from: '', to: ['a@example.com'] }, Buffer.from('x'), beforeData),
    ).toMatchObject({ state: 'deferred' });
    expect(calls).toEqual([]);
  });

  it('says unknown when the answer gets lost after the content was handed over', async () => {
    const server: Server = createServer((socket) => {
      socket.write('220 test\r\n');
      let data = false;
      socket.on('error', () => socket.destroy());
      socket.on('data', (chunk) => {
        const text = chunk.toString();
        if (data) {
          if (text.includes('\r\n.\r\n')) socket.destroy();
        } else if (text.startsWith('DATA')) {
          data = true;
          socket.write('354 go on\r\n');
        } else {
          socket.write('250 ok\r\n');
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanup.push(() => new Promise((resolve) => server.close(resolve)));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { calls, beforeData } = noted();
    const outcome = await sendBySmtp(
      { host: '127.0.0.1', port, security: 'none', user: null, password: null },
      { from: 'a@example.com', to: ['b@example.com'] },
      Buffer.from('Subject: x\r\n\r\ny\r\n'),
      beforeData,
    );
    expect(outcome).toMatchObject({ state: 'unknown' });
    expect(calls).toEqual(['data']);
  });
});

/** Talks to the listener as no mail program would; gives everything that it answered until it closed the connection. */
async function dialogue(port: number, said: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  cleanup.push(async () => socket.destroy());
  const closed = new Promise((resolve) => socket.once('close', resolve));
  let heard = '';
  socket.on('data', (part) => {
    // Whoever talks before the greeting is sent away.
    if (heard === '') socket.write(said);
    heard += part.toString();
  });
  socket.on('error', () => socket.destroy());
  await closed;
  return heard;
}

describe('SMTP listener against odd peers', () => {
  const envelope = 'MAIL FROM:<a@example.com>\r\nRCPT TO:<service@stellwerk.local>\r\nDATA\r\n';
  const greeted = `EHLO test\r\n${envelope}`;

  it('ends a mail only where it ends, so that none is smuggled in by another', async () => {
    const { received, server } = await listen();
    const ends = ['\n.\n', '\r.\r', '\n.\r\n', '\r\n.\n', '\r\n.\r', '\r.\r\n', '\r\n\0.\r\n'];
    for (const end of ends) {
      await dialogue(server.port, `${greeted}Subject: x\r\n\r\ny${end}${envelope}smuggled\r\n.\r\nQUIT\r\n`);
    }
    expect(received.map(({ raw }) => raw.includes('smuggled'))).toEqual(ends.map(() => true));
  });

  it('takes commands in one piece and the dots that were doubled', async () => {
    const { received, server } = await listen();
    const first = `${greeted}Subject: 1\r\n\r\n..\r\n...\r\n.\r\n`;
    await dialogue(server.port, `${first}${envelope}${'x'.repeat(5000)}\r\n.\r\nQUIT\r\n`);
    expect(received.map(({ raw }) => raw.toString())).toEqual([
      'Subject: 1\r\n\r\n.\r\n..\r\n',
      `${'x'.repeat(5000)}\r\n`,
    ]);
  });

  it('takes addresses with umlauts, and refuses by SIZE before any content', async () => {
    const { received, server } = await listen({ accepts: async () => true });
    const answer = await dialogue(
      server.port,
      'EHLO test\r\nMAIL FROM:<a@example.com> SIZE=2000000\r\nMAIL FROM:<ä@example.com> BODY=8BITMIME SMTPUTF8\r\nRCPT TO:<jörg@müller.example>\r\nDATA\r\nSubject: ü\r\n\r\nü\r\n.\r\nQUIT\r\n',
    );
    expect(answer).toMatch(/\r\n552 .*\r\n250 /);
    expect(received[0]?.envelope).toEqual({ from: 'ä@example.com', to: ['jörg@müller.example'] });
    expect(received[0]?.raw.toString()).toBe('Subject: ü\r\n\r\nü\r\n');
  });

  it('takes the recipients up to its limit, and the others with a mail of their own', async () => {
    const { received, server } = await listen({ limits: { recipients: 3 } });
    const recipients = [1, 2, 3, 4, 5].map((n) => `RCPT TO:<s${n}@stellwerk.local>\r\n`).join('');
    const answer = await dialogue(
      server.port,
      `EHLO test\r\nMAIL FROM:<>\r\n${recipients}DATA\r\nx\r\n.\r\nQUIT\r\n`,
    );
    expect(answer.match(/^452 4\.5\.3/gm)).toHaveLength(2);
    expect(received[0]?.envelope.to).toHaveLength(3);
  });

  it('takes only so many connections of one address, and ends those that lead to nothing', async () => {
    const { received, server } = await listen({ limits: { connectionsPerAddress: 2, connectionMs: 300 } });
    const held = [dialogue(server.port, 'EHLO first\r\n'), dialogue(server.port, 'EHLO second\r\n')];
    expect(await dialogue(server.port, 'EHLO third\r\n')).toMatch(/^421 4\.7\.0/);
    await Promise.all(held);
    await dialogue(server.port, `${greeted}x\r\n.\r\nQUIT\r\n`);
    expect(received).toHaveLength(1);
  });
});

describe('outbox folder', () => {
  it('writes the same key to the same file and sweeps what a crash left', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'outbox-'));
    await writeToOutbox(folder, 'abc:1', Buffer.from('first'));
    await writeToOutbox(folder, 'abc:1', Buffer.from('second'));
    await writeFile(join(folder, '.abc_2.eml.part'), 'half');
    await sweepOutbox(folder);
    expect(await readdir(folder)).toEqual(['abc_1.eml']);
    expect(await readFile(join(folder, 'abc_1.eml'), 'utf8')).toBe('second');
  });
});
