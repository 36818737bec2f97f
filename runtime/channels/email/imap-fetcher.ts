import { type FetchMessageObject, ImapFlow } from 'imapflow';
import type { ReceivedMail } from './smtp-listener';

/** A mailbox on somebody's IMAP server (RFC 3501, RFC 9051). */
export interface ImapSettings {
  host: string;
  port: number;
  /** `tls` from the first byte (port 993), `starttls` demanded (143), `none` only for a server on this machine. */
  security: 'tls' | 'starttls' | 'none';
  user: string;
  /** A password, or a fresh OAuth2 access token (XOAUTH2) per connection. */
  password: string | null;
  accessToken: (() => Promise<string>) | null;
  /** Each is watched by a connection of its own. */
  folders: string[];
  /** What happens to a mail at the source once the ledger has it. */
  afterFetch: { kind: 'seen' } | { kind: 'move'; folder: string } | { kind: 'nothing' };
  /** What is taken at the very first contact: mail that nobody has read, everything, or only what comes from now on. */
  firstFetch: 'unseen' | 'all' | 'new';
}

/** How far a folder was taken. `uidValidity` says for which numbering (RFC 9051, 2.3.1.1); decimal text, it has 32 bits and more in practice. */
export interface ImapCursor {
  uidValidity: string;
  lastUid: number;
}

export interface ImapFetcherOptions {
  settings: ImapSettings;
  /** Mails above it are not loaded; `oversized` gets their headers. Bytes. */
  maxBytes: number;
  loadCursor(folder: string): Promise<ImapCursor | null>;
  saveCursor(folder: string, cursor: ImapCursor): Promise<void>;
  /** Resolves when the mail is safe in the ledger. Only then is the source told. */
  receive(mail: ReceivedMail): Promise<void>;
  oversized(mail: { headers: Buffer; size: number; arrivedAt: number }): Promise<void>;
  /** `false` while the processing limit is reached: fetching pauses, mail stays on the server. */
  mayFetch(): Promise<boolean>;
  onHealth(folder: string, health: { state: 'ok' | 'failing' | 'paused'; message: string }): void;
  now(): number;
  /** Asked again at least this often even when the server says nothing, milliseconds. */
  pollMs?: number;
  /** Pause after the first failure, milliseconds; doubled up to five minutes. */
  firstPauseMs?: number;
}

export interface ImapFetcher {
  stop(): Promise<void>;
}

const LONGEST_PAUSE_MS = 300_000;
/** How often is asked whether the processing limit lets more in. */
const PAUSED_POLL_MS = 5000;

/**
 * Watches the folders of one mailbox for ever: IDLE where the server has it, polling besides, reconnecting with
 * growing pauses. Nothing is skipped after an outage (every UID above the cursor is asked for) and nothing is taken
 * twice (the ledger knows a mail by its content, so also after a change of UIDVALIDITY).
 */
export function startImapFetcher(options: ImapFetcherOptions): ImapFetcher {
  const stopping = new AbortController();
  const watchers = options.settings.folders.map((folder) => watchFolder(folder, options, stopping.signal));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(watchers);
    },
  };
}

async function watchFolder(folder: string, options: ImapFetcherOptions, signal: AbortSignal): Promise<void> {
  const firstPause = options.firstPauseMs ?? 1000;
  let pauseMs = firstPause;
  while (!signal.aborted) {
    try {
      await watchConnected(folder, options, signal, () => {
        pauseMs = firstPause;
      });
    } catch (error) {
      if (signal.aborted) return;
      options.onHealth(folder, { state: 'failing', message: describeFailure(error) });
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

async function watchConnected(
  folder: string,
  options: ImapFetcherOptions,
  signal: AbortSignal,
  onConnected: () => void,
): Promise<void> {
  const client = await connectImap(options.settings);
  const closeNow = () => client.close();
  signal.addEventListener('abort', closeNow, { once: true });
  try {
    await client.mailboxOpen(folder);
    onConnected();
    let wake = Promise.withResolvers<void>();
    client.on('exists', () => wake.resolve());
    client.on('close', () => wake.resolve());
    while (!signal.aborted && client.usable) {
      wake = Promise.withResolvers<void>();
      if (await options.mayFetch()) {
        await takeNewMail(client, folder, options, signal);
      }
      const paused = !(await options.mayFetch());
      options.onHealth(folder, { state: paused ? 'paused' : 'ok', message: '' });
      const pollMs = options.pollMs ?? 60_000;
      await Promise.race([wake.promise, pause(paused ? Math.min(pollMs, PAUSED_POLL_MS) : pollMs, signal)]);
    }
    if (!signal.aborted) throw new Error('The server closed the connection.');
  } finally {
    signal.removeEventListener('abort', closeNow);
    client.close();
  }
}

/** Logs in; rejects with the server's own words. Also what "test connection" calls. */
export async function connectImap(settings: ImapSettings): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    ...(settings.security === 'starttls' ? { doSTARTTLS: true } : {}),
    ...(settings.security === 'none' ? { doSTARTTLS: false } : {}),
    auth: settings.accessToken
      ? { user: settings.user, accessToken: await settings.accessToken() }
      : { user: settings.user, pass: settings.password ?? '' },
    logger: false,
    connectionTimeout: 20_000,
    greetingTimeout: 15_000,
    socketTimeout: 300_000,
    autoIdleDelay: 500,
    clientInfo: { name: 'Stellwerk' },
  });
  // A connection that breaks is told by the command in hand or by `close`; an unheard error would end the process.
  client.on('error', () => client.close());
  await client.connect();
  return client;
}

async function takeNewMail(
  client: ImapFlow,
  folder: string,
  options: ImapFetcherOptions,
  signal: AbortSignal,
): Promise<void> {
  const box = client.mailbox;
  if (!box) return;
  const uidValidity = box.uidValidity.toString();
  const known = await options.loadCursor(folder);
  const first = known === null;
  let lastUid = known && known.uidValidity === uidValidity ? known.lastUid : 0;
  if (first && options.settings.firstFetch === 'new') {
    lastUid = box.uidNext - 1;
    await options.saveCursor(folder, { uidValidity, lastUid });
  }
  const uids = await unfetchedUids(client, lastUid, first && options.settings.firstFetch === 'unseen');
  for (const uid of uids) {
    if (signal.aborted) return;
    await takeOne(client, uid, options);
    await options.saveCursor(folder, { uidValidity, lastUid: uid });
    if (!(await options.mayFetch())) return;
  }
}

async function unfetchedUids(client: ImapFlow, lastUid: number, onlyUnseen: boolean): Promise<number[]> {
  const found = await client.search(
    { uid: `${lastUid + 1}:*`, ...(onlyUnseen ? { seen: false } : {}) },
    { uid: true },
  );
  // `n:*` always names the last mail, even where its UID is below n (RFC 9051, 6.4.8).
  return (found || []).filter((uid) => uid > lastUid).sort((a, b) => a - b);
}

async function takeOne(client: ImapFlow, uid: number, options: ImapFetcherOptions): Promise<void> {
  const facts = await client.fetchOne(
    String(uid),
    { uid: true, size: true, internalDate: true, headers: true },
    { uid: true },
  );
  // Deleted or moved by somebody else since the search: it is theirs now.
  if (!facts) return;
  const arrivedAt = arrivalOf(facts, options.now());
  const size = facts.size ?? 0;
  if (size > options.maxBytes) {
    await options.oversized({ headers: facts.headers ?? Buffer.alloc(0), size, arrivedAt });
  } else {
    const whole = await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true });
    const raw = whole ? whole.source : undefined;
    if (!raw) return;
    await options.receive({
      raw,
      envelope: { from: '', to: [] },
      arrivedAt,
      remoteAddress: '',
    });
  }
  await tellSource(client, uid, options.settings);
}

/** The server took it at INTERNALDATE (RFC 9051, 2.3.3): that is its arrival, not the moment of our fetching. */
function arrivalOf(facts: FetchMessageObject, now: number): number {
  const stated = facts.internalDate ? new Date(facts.internalDate).getTime() : Number.NaN;
  return Number.isFinite(stated) ? Math.min(stated, now) : now;
}

async function tellSource(client: ImapFlow, uid: number, settings: ImapSettings): Promise<void> {
  const { afterFetch } = settings;
  if (afterFetch.kind === 'nothing') return;
  await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  if (afterFetch.kind === 'move') await client.messageMove(String(uid), afterFetch.folder, { uid: true });
}

/** The cause in one sentence, as far as server and network tell it. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('authenticationFailed' in error && error.authenticationFailed)
    return 'The server refuses user name or password.';
  if ('responseText' in error && typeof error.responseText === 'string') return error.responseText;
  if ('code' in error) {
    if (error.code === 'ENOTFOUND') return 'There is no server of this name.';
    if (error.code === 'ECONNREFUSED') return 'No mail server answers at this address and port.';
    if (error.code === 'ETIMEDOUT' || error.code === 'CONNECT_TIMEOUT')
      return 'The server does not answer in time.';
  }
  return error.message;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
