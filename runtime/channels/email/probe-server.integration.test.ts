import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { probeServer } from './probe-server';
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
