import type { FetchMessageObject, ImapFlow, SearchObject } from 'imapflow';
import { connectImap, type ImapSettings } from './connect-imap';
import { describeFailure } from './describe-failure';
import type { LeftBehindMail } from './left-behind';
import type { ReceivedMail } from './smtp-listener';

/** How far a folder was taken. `uidValidity` says for which numbering (RFC 9051, 2.3.1.1); decimal text, it has 32 bits and more in practice. */
export interface ImapCursor {
  uidValidity: string;
  lastUid: number;
  /** When the folder was seen for the first time; null: not known, nothing counts as old. */
  since?: Date | null;
  /** Mail below this UID was there before `since`; null when the numbering has changed: then its date tells. */
  oldBelow?: number | null;
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
  /** Resolves when it is written down that this mail could not be had; those after it are taken then. */
  leftBehind(mail: LeftBehindMail): Promise<void>;
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
/** A mail that the server could not give so many times in a row is left behind, so that those after it come. */
const MAX_TRIES = 6;
/** How often is asked whether the processing limit lets more in. */
const PAUSED_POLL_MS = 5000;

/**
 * Watches the folders of one mailbox for ever: IDLE where the server has it, polling besides, reconnecting with
 * growing pauses. Nothing is skipped after an outage (every UID above the cursor is asked for) and nothing is taken
 * twice (the ledger knows a mail by its content, so also after a change of UIDVALIDITY). One mail that the server cannot give
 * holds up the others for a minute and lies in quarantine then.
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
  const stubborn: StubbornMail = { uid: 0, tries: 0, reason: '' };
  while (!signal.aborted) {
    try {
      await watchConnected(folder, options, { signal, stubborn }, () => {
        pauseMs = firstPause;
      });
    } catch (error) {
      if (signal.aborted) return;
      stubborn.reason = describeFailure(error);
      options.onHealth(folder, { state: 'failing', message: stubborn.reason });
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** The mail that could not be had the last time, and how often in a row. */
interface StubbornMail {
  uid: number;
  tries: number;
  reason: string;
}

/** What the source could not be told about mail that is safe all the same; empty when all is well. */
interface Untold {
  message: string;
}

interface Watch {
  signal: AbortSignal;
  stubborn: StubbornMail;
}

async function watchConnected(
  folder: string,
  options: ImapFetcherOptions,
  watch: Watch,
  onWorking: () => void,
): Promise<void> {
  const { signal } = watch;
  const client = await connectImap(options.settings);
  const closeNow = () => client.close();
  signal.addEventListener('abort', closeNow, { once: true });
  try {
    await client.mailboxOpen(folder);
    const untold: Untold = { message: '' };
    let wake = Promise.withResolvers<void>();
    client.on('exists', () => wake.resolve());
    client.on('close', () => wake.resolve());
    while (!signal.aborted && client.usable) {
      wake = Promise.withResolvers<void>();
      if (await options.mayFetch()) {
        await takeNewMail(client, folder, options, { ...watch, untold });
      }
      onWorking();
      const paused = !(await options.mayFetch());
      const { message } = untold;
      options.onHealth(folder, { state: message !== '' ? 'failing' : paused ? 'paused' : 'ok', message });
      const pollMs = options.pollMs ?? 60_000;
      await Promise.race([wake.promise, pause(paused ? Math.min(pollMs, PAUSED_POLL_MS) : pollMs, signal)]);
    }
    if (!signal.aborted) throw new Error('The server closed the connection.');
  } finally {
    signal.removeEventListener('abort', closeNow);
    client.close();
  }
}

async function takeNewMail(
  client: ImapFlow,
  folder: string,
  options: ImapFetcherOptions,
  { signal, stubborn, untold }: Watch & { untold: Untold },
): Promise<void> {
  const box = client.mailbox;
  if (!box) return;
  const uidValidity = box.uidValidity.toString();
  let cursor = cursorFor(await options.loadCursor(folder), { uidValidity, uidNext: box.uidNext }, options);
  await options.saveCursor(folder, cursor);
  for (const uid of await unfetchedUids(client, cursor, options.settings.firstFetch)) {
    if (signal.aborted) return;
    if (stubborn.uid !== uid) Object.assign(stubborn, { uid, tries: 0 });
    if (stubborn.tries < MAX_TRIES) await takeOne(client, uid, options, { stubborn, untold });
    else await options.leftBehind({ folder, uidValidity, uid, reason: stubborn.reason });
    cursor = { ...cursor, lastUid: uid };
    await options.saveCursor(folder, cursor);
    if (!(await options.mayFetch())) return;
  }
}

/** Where to go on: at the very first contact, under the same numbering, or from the beginning under a new one. */
function cursorFor(
  known: ImapCursor | null,
  { uidValidity, uidNext }: { uidValidity: string; uidNext: number },
  { settings, now }: ImapFetcherOptions,
): ImapCursor {
  if (known === null) {
    const lastUid = settings.firstFetch === 'new' ? uidNext - 1 : 0;
    return { uidValidity, lastUid, since: new Date(now()), oldBelow: uidNext };
  }
  if (known.uidValidity === uidValidity) return known;
  return { uidValidity, lastUid: 0, since: known.since ?? null, oldBelow: null };
}

/**
 * UIDs above the cursor, ascending. What lay in the folder before the first contact is only taken as `firstFetch` says: also
 * later, when taking it was interrupted or the server has numbered its mail anew.
 */
async function unfetchedUids(
  client: ImapFlow,
  { lastUid, since = null, oldBelow = null }: ImapCursor,
  firstFetch: ImapSettings['firstFetch'],
): Promise<number[]> {
  const search = async (query: SearchObject) => (await client.search(query, { uid: true })) || [];
  const above = `${lastUid + 1}:*`;
  let found: number[];
  if (firstFetch === 'all' || since === null) {
    found = await search({ uid: above });
  } else if (oldBelow === null) {
    // Servers compare dates by the day.
    found = await search({ uid: above, since });
    if (firstFetch === 'unseen') found.push(...(await search({ uid: above, before: since, seen: false })));
  } else {
    found = (await search({ uid: `${Math.max(lastUid + 1, oldBelow)}:*` })).filter((uid) => uid >= oldBelow);
    if (firstFetch === 'unseen' && lastUid + 1 < oldBelow)
      found.push(...(await search({ uid: `${lastUid + 1}:${oldBelow - 1}`, seen: false })));
  }
  // `n:*` always names the last mail, even where its UID is below n (RFC 9051, 6.4.8).
  return [...new Set(found)].filter((uid) => uid > lastUid).sort((a, b) => a - b);
}

async function takeOne(
  client: ImapFlow,
  uid: number,
  options: ImapFetcherOptions,
  { stubborn, untold }: { stubborn: StubbornMail; untold: Untold },
): Promise<void> {
  stubborn.tries += 1;
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
    stubborn.tries = 0;
    await options.oversized({ headers: facts.headers ?? Buffer.alloc(0), size, arrivedAt });
  } else {
    const whole = await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true });
    const raw = whole ? whole.source : undefined;
    // Whatever fails from here on is not the server's doing and may take as long as it wants.
    stubborn.tries = 0;
    if (!raw) return;
    await options.receive({
      raw,
      envelope: { from: '', to: [] },
      arrivedAt,
      remoteAddress: '',
    });
  }
  untold.message = await tellSource(client, uid, options.settings);
}

/** The server took it at INTERNALDATE (RFC 9051, 2.3.3): that is its arrival, not the moment of our fetching. */
function arrivalOf(facts: FetchMessageObject, now: number): number {
  const stated = facts.internalDate ? new Date(facts.internalDate).getTime() : Number.NaN;
  return Number.isFinite(stated) ? Math.min(stated, now) : now;
}

/**
 * Tells the source that the mail is safe. Answers why it could not be moved, which holds up no other mail; empty when all went
 * well. A folder that is not there is made.
 */
async function tellSource(client: ImapFlow, uid: number, { afterFetch }: ImapSettings): Promise<string> {
  if (afterFetch.kind === 'nothing') return '';
  await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  if (afterFetch.kind === 'seen') return '';
  const move = () => client.messageMove(String(uid), afterFetch.folder, { uid: true });
  if (await move()) return '';
  try {
    const { created } = await client.mailboxCreate(afterFetch.folder);
    return created && (await move()) ? '' : `NO MOVE ${afterFetch.folder}`;
  } catch (error) {
    if (!client.usable) throw error;
    return describeFailure(error);
  }
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
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
