import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface BenchSending {
  port: number;
  messages: number;
  connections: number;
  /** Mails per second; 0: as fast as they are taken. */
  perSecond: number;
}

/**
 * Sends mails over SMTP and resolves when each was answered with 250. Every connection is open before the first mail goes
 * out; `onBegin` is told then. Every mail comes from an address of its own that
 * names the moment it was sent: `<milliseconds>-<number>@example.org`.
 */
export async function sendBenchMails(
  sending: BenchSending,
  onBegin: () => void = () => undefined,
): Promise<void> {
  const clients = await Promise.all(
    Array.from({ length: sending.connections }, () => openClient(sending.port)),
  );
  onBegin();
  const began = Date.now();
  let next = 0;
  const work = clients.map(async (client) => {
    for (;;) {
      const count = next;
      next += 1;
      if (count >= sending.messages) break;
      if (sending.perSecond > 0) {
        const early = began + (count * 1000) / sending.perSecond - Date.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      }
      await client.send(`${Date.now()}-${count}`);
    }
    client.close();
  });
  await Promise.all(work);
}

async function openClient(port: number) {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  const expect = replies(socket);
  await expect('220');
  socket.write('EHLO bench.example.org\r\n');
  await expect('250');
  return {
    async send(name: string): Promise<void> {
      socket.write(`MAIL FROM:<${name}@example.org>\r\n`);
      await expect('250');
      socket.write('RCPT TO:<service@stellwerk.local>\r\n');
      await expect('250');
      socket.write('DATA\r\n');
      await expect('354');
      socket.write(`${benchMail(name)}\r\n.\r\n`);
      await expect('250');
    },
    close: () => socket.end('QUIT\r\n'),
  };
}

/** Gives a function that waits for the next whole reply and refuses any other than the one expected. */
function replies(socket: Socket): (code: string) => Promise<void> {
  const lines: string[] = [];
  let rest = '';
  let wake: (() => void) | null = null;
  socket.setEncoding('latin1').on('data', (part: string) => {
    const parts = (rest + part).split('\r\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.filter((line) => line[3] === ' '));
    wake?.();
  });
  socket.on('close', () => wake?.());
  return async (code) => {
    while (lines.length === 0) {
      if (socket.destroyed) throw new Error('The listener has closed the connection.');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const line = lines.shift() ?? '';
    if (!line.startsWith(code)) throw new Error(`The listener answered ${line}.`);
  };
}

/** A mail as customers write it: a few sentences, about 1 kB with its header. */
function benchMail(name: string): string {
  const text = `Good morning,\r\n\r\nthere is a mistake in my last invoice ${name}: you have charged me twice. Please look into it.\r\n\r\n`;
  return [
    `Message-ID: <${name}@example.org>`,
    `Date: ${new Date().toUTCString()}`,
    `From: Ada Beispiel <${name}@example.org>`,
    'To: service@stellwerk.local',
    `Subject: Invoice ${name}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text.repeat(4),
  ].join('\r\n');
}
