import type { Socket } from 'node:net';
import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server';

/** One mail as it came over SMTP or LMTP, before anybody looked into it. */
export interface ReceivedMail {
  raw: Buffer;
  envelope: { from: string; to: string[] };
  /** Epoch milliseconds at which the last byte was taken: the arrival clock of the flow. */
  arrivedAt: number;
  remoteAddress: string;
  /** What the peer called itself (HELO, EHLO, LHLO). */
  helo?: string;
}

/** A mail that was too large to be taken. */
export interface RefusedMail {
  /** Its header block. */
  headers: Buffer;
  /** Bytes that were sent. */
  size: number;
  envelope: ReceivedMail['envelope'];
  arrivedAt: number;
}

export interface SmtpListenerOptions {
  host: string;
  port: number;
  /** Largest mail in bytes; announced by SIZE (RFC 1870) and refused with 552 above it. */
  maxBytes: number;
  /**
   * Whether mail for this address is wanted here. Unknown recipients are refused at once (550), never swallowed; `later`
   * (452) makes the sender keep the mail and try again.
   */
  accepts(address: string, sender: string): Promise<boolean | 'later'>;
  /**
   * Resolves when the mail is safe in the ledger: only then does the sender hear 250. A rejection is told as a
   * temporary failure (451), so that the sender keeps the mail and tries again.
   */
  receive(mail: ReceivedMail): Promise<void>;
  /** A mail over the limit is about to be refused (552): what is known of it. A rejection becomes a temporary failure. */
  oversized?(mail: RefusedMail): Promise<void>;
  now(): number;
  /** LMTP (RFC 2033) for a local mail server that hands over. */
  lmtp?: boolean;
  onError?(error: Error): void;
  limits?: Partial<SmtpLimits>;
}

/** What one peer may take of the listener; beyond that it is told to come again later. */
export interface SmtpLimits {
  connectionsPerAddress: number;
  /** RFC 5321, 4.5.3.1.8 demands at least 100. */
  recipients: number;
  /** A connection that lasts longer is ended, milliseconds: a peer that sends a byte now and then never falls idle. */
  connectionMs: number;
}

export interface SmtpListener {
  port: number;
  close(): Promise<void>;
}

const MAX_CLIENTS = 200;
const LIMITS: SmtpLimits = { connectionsPerAddress: 100, recipients: 1000, connectionMs: 30 * 60_000 };
const IDLE_MS = 60_000;
const MAX_HEADER_BYTES = 256 * 1024;
/** From this size on a mail is read into one piece of memory. */
const LARGE_BYTES = 4 * 1024 * 1024;

/**
 * The embedded SMTP listener (RFC 5321). It keeps no mail of its own: a mail is either in the ledger or still with its
 * sender.
 */
export async function startSmtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const limits = { ...LIMITS, ...options.limits };
  const server = new SMTPServer({
    name: 'stellwerk.local',
    banner: 'Stellwerk',
    lmtp: options.lmtp ?? false,
    size: options.maxBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: MAX_CLIENTS,
    socketTimeout: IDLE_MS,
    closeTimeout: 2000,
    logger: false,
    ...connectionsOf(limits.connectionsPerAddress),
    onRcptTo: (address, session, callback) => {
      if (session.envelope.rcptTo.length >= limits.recipients) {
        return callback(
          smtpError(452, '4.5.3 Too many recipients, please send the others a mail of their own'),
        );
      }
      options.accepts(address.address, senderOf(session)).then(
        (wanted) => callback(wanted === true ? null : refusal(wanted, address.address)),
        (error: unknown) => callback(temporaryFailure(error, options)),
      );
    },
    onData: (stream, session, callback) => {
      collect(stream, options.maxBytes)
        .then((collected) => take(collected, session, options))
        .then(
          (refusal) => (refusal ? callback(refusal) : callback(null, '2.0.0 Safe in the ledger')),
          (error: unknown) => callback(temporaryFailure(error, options)),
        );
    },
  });
  server.on('error', (error) => options.onError?.(error));
  server.server.on('connection', (socket) => endAfter(socket, limits.connectionMs));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.server.removeListener('error', reject);
      resolve();
    });
  });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Counts who is connected how often. */
function connectionsOf(most: number): Pick<SMTPServerOptions, 'onConnect' | 'onClose'> {
  const open = new Map<string, number>();
  return {
    onConnect: ({ remoteAddress }, callback) => {
      const count = (open.get(remoteAddress) ?? 0) + 1;
      open.set(remoteAddress, count);
      callback(count > most ? smtpError(421, '4.7.0 Too many connections from your address') : null);
    },
    onClose: ({ remoteAddress }) => {
      const left = (open.get(remoteAddress) ?? 0) - 1;
      if (left > 0) open.set(remoteAddress, left);
      else open.delete(remoteAddress);
    },
  };
}

function endAfter(socket: Socket, ms: number): void {
  const timer = setTimeout(() => socket.destroy(), ms).unref();
  socket.once('close', () => clearTimeout(timer));
}

/** Gives the refusal, or null when the mail is safe. */
async function take(
  { content, size, isWhole }: Collected,
  session: SMTPServerSession,
  options: SmtpListenerOptions,
): Promise<Error | null> {
  const envelope = {
    from: senderOf(session),
    to: session.envelope.rcptTo.map((recipient) => recipient.address),
  };
  const arrivedAt = options.now();
  if (!isWhole) {
    await options.oversized?.({ headers: headersOf(content), size, envelope, arrivedAt });
    return tooLarge(options.maxBytes);
  }
  const { remoteAddress, hostNameAppearsAs } = session;
  const helo = typeof hostNameAppearsAs === 'string' ? hostNameAppearsAs : '';
  await options.receive({ raw: content, envelope, arrivedAt, remoteAddress, helo });
  return null;
}

/** Empty for the null return path of bounces. */
function senderOf(session: SMTPServerSession): string {
  const { mailFrom } = session.envelope;
  return mailFrom ? mailFrom.address : '';
}

interface Collected {
  /** The mail, or only its beginning. */
  content: Buffer;
  size: number;
  isWhole: boolean;
}

/** Reads to the end in any case, because the protocol goes on only then; of a mail over the limit it keeps the beginning. */
async function collect(stream: SMTPServerDataStream, maxBytes: number): Promise<Collected> {
  let parts: Buffer[] = [];
  let large: Buffer | null = null;
  let size = 0;
  for await (const part of stream) {
    const start = size;
    size += part.length;
    if (size > LARGE_BYTES && large === null) {
      // Pages of it that are never written cost nothing; putting a large mail together from parts would hold it twice.
      large = Buffer.allocUnsafeSlow(maxBytes);
      Buffer.concat(parts).copy(large);
      parts = [];
    }
    if (large === null) parts.push(part);
    else if (start < maxBytes) part.copy(large, start);
  }
  const isWhole = size <= maxBytes && !stream.sizeExceeded;
  const content = large === null ? Buffer.concat(parts) : large.subarray(0, Math.min(size, maxBytes));
  return { content: isWhole ? content : Buffer.from(content.subarray(0, MAX_HEADER_BYTES)), size, isWhole };
}

function headersOf(beginning: Buffer): Buffer {
  const end = beginning.indexOf('\r\n\r\n');
  return end < 0 ? beginning : beginning.subarray(0, end + 4);
}

function tooLarge(maxBytes: number): Error {
  return smtpError(552, `5.3.4 The mail is larger than ${Math.floor(maxBytes / 1_000_000)} MB`);
}

function refusal(wanted: false | 'later', address: string): Error {
  if (wanted === false) return smtpError(550, `5.1.1 There is no mailbox ${address} here`);
  return smtpError(452, '4.2.1 This mailbox takes no more mail just now, please try again later');
}

function temporaryFailure(error: unknown, options: SmtpListenerOptions): Error {
  options.onError?.(error instanceof Error ? error : new Error(String(error)));
  return smtpError(451, '4.3.0 The mail could not be stored just now, please try again');
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
