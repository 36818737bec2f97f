import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { composeMail, type OutgoingMail } from './compose-mail';
import { sweepOutbox, writeToOutbox } from './outbox-folder';
import { shortenReferences } from './shorten-references';
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

describe('a server of a provider', () => {
  async function provider(options: SMTPServerOptions) {
    const users: string[] = [];
    const mails: string[] = [];
    const server = new SMTPServer({
      authMethods: ['PLAIN', 'XOAUTH2'],
      onAuth(auth, _session, done) {
        const good = auth.method === 'XOAUTH2' ? auth.accessToken === 'token-2' : auth.password === 'secret';
        if (!good) return done(new Error('No.'));
        users.push(`${auth.method} ${auth.username}`);
        done(null, { user: auth.username ?? '' });
      },
      async onData(stream, _session, done) {
        mails.push(await text(stream));
        done();
      },
      ...options,
    });
    // A client that breaks off is what is tested.
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanup.push(() => new Promise((resolve) => server.close(() => resolve(null))));
    const address = server.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return { users, mails, at: { host: '127.0.0.1', port, user: 'service', password: null } };
  }
  const send = (server: SmtpServerSettings) =>
    sendBySmtp(
      server,
      { from: 'a@example.org', to: ['b@example.com'] },
      Buffer.from('Subject: x\r\n\r\nx'),
      noted().beforeData,
    );

  it('is logged in to by password or by XOAUTH2, and a refused token is told apart', async () => {
    const { users, at } = await provider({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    const plain = { ...at, security: 'none' as const };
    expect(await send({ ...plain, accessToken: 'token-1' })).toMatchObject({
      state: 'deferred',
      loginRefused: true,
    });
    expect(await send({ ...plain, accessToken: 'token-2' })).toMatchObject({ state: 'sent' });
    expect(await send({ ...plain, password: 'secret' })).toMatchObject({ state: 'sent' });
    expect(users).toEqual(['XOAUTH2 service', 'PLAIN service']);
  });

  it('gets neither password nor mail without the encryption that is demanded', async () => {
    const bare = await provider({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    expect(await send({ ...bare.at, password: 'secret', security: 'starttls' })).toMatchObject({
      state: 'deferred',
      cause: 'notEncrypted',
    });
    // The package's own certificate, which nobody has signed.
    const unknown = await provider({});
    expect(await send({ ...unknown.at, password: 'secret', security: 'starttls' })).toMatchObject({
      state: 'deferred',
      cause: expect.stringMatching(/^certificate/),
    });
    const unknownTls = await provider({ secure: true });
    expect(await send({ ...unknownTls.at, password: 'secret', security: 'tls' })).toMatchObject({
      state: 'deferred',
    });
    expect([bare, unknown, unknownTls].flatMap(({ users, mails }) => [...users, ...mails])).toEqual([]);
  });
});

describe('composeMail', () => {
  it('marks automatic replies (RFC 3834) and threads them', async () => {
    const text = (await composeMail(outgoing)).toString();
    expect(text).toContain('Message-ID: <reply-1@stellwerk.local>');
    expect(text).toContain('Auto-Submitted: auto-replied');
    expect(text).toContain('References: <root@example.com> <question-1@example.com>');
    expect(await composeMail({ ...outgoing, automatic: null }).then(String)).not.toContain('Auto-Submitted');
  });

  it('keeps the root and the newest of a long thread', () => {
    const ids = Array.from({ length: 100 }, (_, index) => `m${index}@example.com`);
    const short = shortenReferences(ids);
    expect(short).toHaveLength(30);
    expect(short[0]).toBe('m0@example.com');
    expect(short.at(-1)).toBe('m99@example.com');
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
