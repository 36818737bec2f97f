import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { probeServer } from './probe-server';
import { type SmtpServerSettings, sendBySmtp } from './smtp-sender';
import { verifyMailbox } from './verify-mailbox';

const ends: (() => unknown)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Port of a server that is given up with its connections after the test. */
function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  });
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(portOf(server))));
}

function listenForMail(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({ logger: false, ...options }).on('error', () => undefined);
  ends.push(() => server.close());
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(portOf(server.server))));
}

const greeting = (line: string) => createServer((socket) => socket.write(line));

describe('a server that lets the time run out', () => {
  it.each([
    ['says nothing', createServer(() => undefined), 'tooSlow'],
    ['greets as it should, then sleeps', greeting('* OK IMAP4rev1 ready\r\n'), 'tooSlow'],
    ['sends mail', greeting('220 mail.example.com ESMTP\r\n'), 'otherServer'],
    ['speaks POP3', greeting('+OK ready\r\n'), 'otherServer'],
    ['serves web pages', createHttpServer(() => undefined), 'otherServer'],
  ])('is looked at: it %s', async (_, server, cause) => {
    const place = { host: '127.0.0.1', port: await listen(server), security: 'none' as const };
    expect(await probeServer(place, 'imap', 150)).toBe(cause);
  });

  it('is looked at: it waits for TLS', async () => {
    const place = {
      host: '127.0.0.1',
      port: await listenForMail({ secure: true }),
      security: 'none' as const,
    };
    expect(await probeServer(place, 'imap', 150)).toBe('notEncrypted');
  });
});

describe('the test of a mailbox', () => {
  const outgoing = async (port: number, security: string) => {
    const server = { kind: 'smtp', host: '127.0.0.1', port, security, user: 'service' };
    const settings = { incoming: { kind: 'listener' }, outgoing: server };
    const findings = await verifyMailbox(settings, { smtpPassword: 'wrong' }, () => 0);
    return findings.find(({ level }) => level === 'error')?.values.reason;
  };

  it('tells the causes of an outgoing server', async () => {
    const port = await listenForMail({
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('Invalid user name or password')),
    });
    expect(await outgoing(port, 'none')).toBe('loginRefused');
    expect(await outgoing(port, 'tls')).toBe('notEncrypted');
    expect(await outgoing(port, 'starttls')).toMatch(/^certificate/);
    expect(await outgoing(await listen(createServer((socket) => socket.end())), 'none')).toBe('closedAtOnce');
    expect(await outgoing(await listen(greeting('* OK IMAP4rev1 ready\r\n')), 'none')).toBe('otherServer');
    expect(await outgoing(1, 'none')).toBe('nobodyAnswers');
  });
});

describe('a server of a provider', () => {
  async function provider(options: SMTPServerOptions) {
    const users: string[] = [];
    const heard: string[] = [];
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
    server.server.on('connection', (socket) => socket.on('data', (part) => heard.push(part.toString())));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(() => server.close());
    const port = portOf(server.server);
    return { users, mails, heard, at: { host: '127.0.0.1', port, user: 'service', password: null } };
  }
  const send = (server: SmtpServerSettings) =>
    sendBySmtp(
      server,
      { from: 'a@example.org', to: ['b@example.com'] },
      Buffer.from('Subject: x\r\n\r\nx'),
      async () => undefined,
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

  it('is shown domains in the form that every server reads, and no address that would be a command', async () => {
    let asked = 0;
    const { at, heard } = await provider({
      disabledCommands: ['STARTTLS', 'AUTH'],
      hideSMTPUTF8: true,
      onRcptTo: (_address, _session, done) => done(++asked === 2 ? new Error('No.') : null),
    });
    const to = ['b@müller.example', 'c@grün.example'];
    const raw = Buffer.from('Subject: x\r\n\r\ny');
    const plain = { ...at, user: null, security: 'none' as const };
    const sent = await sendBySmtp(plain, { from: 'a@grün.example', to }, raw, async () => undefined);
    expect(sent).toMatchObject({ state: 'sent', refused: [{ address: 'c@grün.example' }] });
    const evil = { from: '', to: ['b@example.com>\r\nRCPT TO:<c@example.com'] };
    expect(await sendBySmtp(plain, evil, raw, async () => undefined)).toMatchObject({ state: 'failed' });
    expect(asked).toBe(2);
    expect(heard.join('')).toContain('RCPT TO:<b@xn--mller-kva.example>');
    expect(heard.join('')).toContain('MAIL FROM:<a@xn--grn-ioa.example>');
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
