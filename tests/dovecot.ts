import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port';

const run = promisify(execFile);

/** A real IMAP server (Dovecot) with one mailbox on a loopback port, in a folder of its own. */
export interface Dovecot {
  port: number;
  user: string;
  password: string;
  start(): Promise<void>;
  /** Ends it at once, as a failing machine would. */
  kill(): Promise<void>;
  /** Throws the mailbox's numbering away, so that UIDVALIDITY changes. */
  renumber(): Promise<void>;
  /** Makes the file of one mail unreadable, as a bad disk would; counted from the first that was delivered. */
  spoil(place: number): Promise<void>;
  remove(): Promise<void>;
}

/** `introspectionUrl`: where it asks whether an OAuth2 access token is good (RFC 7662); then XOAUTH2 is allowed as well. */
export async function createDovecot(options: { introspectionUrl?: string } = {}): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), 'dovecot-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const file = join(folder, 'dovecot.conf');
  await mkdir(join(folder, 'home'), { recursive: true });
  await writeFile(
    file,
    configuration(folder, port) + (options.introspectionUrl ? oauthConfiguration(folder) : ''),
  );
  if (options.introspectionUrl)
    await writeFile(join(folder, 'oauth2.conf'), introspection(options.introspectionUrl));
  await run('chown', ['-R', 'dovecot', join(folder, 'home')]);
  let server: ChildProcess | null = null;
  const kill = async () => {
    const running = server;
    server = null;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    // The whole group: processes that serve a client outlive their master otherwise.
    if (running.pid) process.kill(-running.pid, 'SIGKILL');
    await ended;
  };
  return {
    port,
    user: 'service',
    password: 'secret',
    start: async () => {
      server = spawn('/usr/sbin/dovecot', ['-F', '-c', file], { stdio: 'ignore', detached: true });
      await waitForPort(port);
    },
    kill,
    renumber: async () => {
      const mailbox = join(folder, 'home', 'Maildir');
      for (const name of [
        'dovecot-uidlist',
        'dovecot.index',
        'dovecot.index.log',
        'dovecot.index.cache',
        'dovecot-uidvalidity',
      ]) {
        await rm(join(mailbox, name), { force: true });
      }
    },
    spoil: async (place) => {
      const maildir = join(folder, 'home', 'Maildir');
      const files = await Promise.all(
        ['new', 'cur'].map(async (name) =>
          (await readdir(join(maildir, name))).map((file) => join(maildir, name, file)),
        ),
      );
      const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
      // Seconds, then microseconds without leading zeros: only as numbers do they tell the order of arrival.
      const sorted = files
        .flat()
        .toSorted((one, other) => nameOf(one).localeCompare(nameOf(other), 'en', { numeric: true }));
      await chmod(sorted[place] ?? '', 0);
    },
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number): string {
  return `
base_dir = ${folder}/run
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = dovecot
default_login_user = dovenull
first_valid_uid = 1
mail_location = maildir:${folder}/home/Maildir
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=dovecot gid=dovecot home=${folder}/home
}
`;
}

function oauthConfiguration(folder: string): string {
  return `
auth_mechanisms = plain xoauth2
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${folder}/oauth2.conf
}
`;
}

function introspection(url: string): string {
  return `
introspection_mode = post
introspection_url = ${url}
username_attribute = username
active_attribute = active
active_value = true
`;
}

async function waitForPort(port: number): Promise<void> {
  const { connect } = await import('node:net');
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('Dovecot does not answer');
}
