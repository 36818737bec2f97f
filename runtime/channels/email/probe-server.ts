import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { FailureCause } from './failure-causes';

/** How long a server is waited for that has let a whole log-in time out before, milliseconds. */
const PROBE_MS = 3000;
const GREETING = { imap: /^\* /, smtp: /^220[ -]/ };

/**
 * Looks once more at a server that did not answer in time: whether it waits for TLS, greets as a server of another kind, or
 * speaks first when spoken to, as web servers do. `tooSlow` when it says nothing at all. Never rejects.
 */
export async function probeServer(
  { host, port, security }: { host: string; port: number; security: 'tls' | 'starttls' | 'none' },
  wanted: keyof typeof GREETING,
  probeMs = PROBE_MS,
): Promise<FailureCause> {
  if (security === 'tls') return 'tooSlow';
  const greeting = await greetingOf({ host, port, timeout: probeMs }, '');
  if (greeting !== '') return GREETING[wanted].test(greeting) ? 'tooSlow' : 'otherServer';
  if (await speaksTls({ host, port, timeout: probeMs })) return 'notEncrypted';
  return (await greetingOf({ host, port, timeout: probeMs }, 'NOOP\r\n\r\n')) === ''
    ? 'tooSlow'
    : 'otherServer';
}

interface Target {
  host: string;
  port: number;
  /** Milliseconds. */
  timeout: number;
}

function greetingOf(target: Target, said: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTcp(target, () => socket.write(said));
    const end = (text: string) => {
      socket.destroy();
      resolve(text);
    };
    socket.once('data', (bytes) => end(bytes.toString('latin1', 0, 200)));
    for (const event of ['timeout', 'error', 'close']) socket.once(event, () => end(''));
  });
}

function speaksTls(target: Target): Promise<boolean> {
  return new Promise((resolve) => {
    // Only whether it is TLS is asked here; nothing is sent over it.
    const socket = connectTls({ ...target, rejectUnauthorized: false });
    const end = (isTls: boolean) => {
      socket.destroy();
      resolve(isTls);
    };
    socket.once('secureConnect', () => end(true));
    for (const event of ['timeout', 'error', 'close']) socket.once(event, () => end(false));
  });
}
