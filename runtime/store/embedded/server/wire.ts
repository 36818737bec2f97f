import { decodeDocument, documentSlice, InvalidBson } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { type Doc, docOf, RawDocument, type Value } from '../bson/value';
import { CommandError } from '../errors';

/** A command as it came in. */
export interface Request {
  readonly id: number;
  readonly command: Doc;
  /** Whether the client waits for a reply. */
  readonly wantsReply: boolean;
  /** The old form in which a connection begins: of a command, or of a query as it was before there were commands. */
  readonly legacy: 'command' | 'query' | undefined;
  /** Set where the message can be read but is of a kind that is not answered any more. */
  readonly refused?: CommandError;
}

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;

/** Reads a whole message. Source: the MongoDB wire protocol. */
export function readRequest(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  if (opcode === OP_MSG) return readMessage(message, id);
  if (opcode === OP_QUERY) return readQuery(message, id);
  throw new InvalidBson(`unknown opcode ${opcode}`);
}

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;

function readMessage(message: Buffer, id: number): Request {
  const flags = message.readUInt32LE(HEADER);
  const end = (flags & CHECKSUM_PRESENT) !== 0 ? message.length - 4 : message.length;
  // Only the lowest sixteen flags must be understood.
  if ((flags & 0xffff & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0) throw new InvalidBson('unknown flags');
  let command: Doc | undefined;
  const sequences: [string, Buffer[]][] = [];
  for (let at = HEADER + 4; at < end; ) {
    const kind = message.readUInt8(at);
    at += 1;
    if (kind === 0) {
      const bytes = documentSlice(message, at);
      command = decodeDocument(bytes);
      at += bytes.length;
    } else if (kind === 1) {
      const size = message.readInt32LE(at);
      sequences.push(readSequence(message.subarray(at + 4, at + size)));
      at += size;
    } else throw new InvalidBson(`unknown section kind ${kind}`);
  }
  if (command === undefined) throw new InvalidBson('message without a command');
  for (const [name, documents] of sequences) command.set(name, sequenceValue(command, documents));
  return { id, command, wantsReply: (flags & MORE_TO_COME) === 0, legacy: undefined };
}

function readSequence(section: Buffer): [string, Buffer[]] {
  const nameEnd = section.indexOf(0);
  if (nameEnd < 0) throw new InvalidBson('section without a name');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length; ) {
    const bytes = documentSlice(section, at);
    documents.push(bytes);
    at += bytes.length;
  }
  return [section.toString('utf8', 0, nameEnd), documents];
}

/** The documents of an insert stay as they are; statements are read. */
function sequenceValue(command: Doc, documents: readonly Buffer[]): Value[] {
  if (command.has('insert')) return documents.map((bytes) => new RawDocument(bytes));
  return documents.map((bytes) => decodeDocument(bytes));
}

function readQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, HEADER + 4);
  const namespace = message.toString('utf8', HEADER + 4, nameEnd);
  const command = decodeDocument(documentSlice(message, nameEnd + 9));
  const query = command.get('$query');
  const inner = query instanceof Map ? query : command;
  if (!inner.has('$db')) inner.set('$db', namespace.slice(0, namespace.indexOf('.')));
  const legacy = namespace.endsWith('.$cmd') ? 'command' : 'query';
  const refused = refusalOf(legacy, inner);
  return { id, command: inner, wantsReply: true, legacy, ...(refused === undefined ? {} : { refused }) };
}

/** What a client may still ask in the old form, as in MongoDB since 5.1. */
const STILL_ASKED: ReadonlySet<string> = new Set([
  'hello',
  'isMaster',
  'ismaster',
  'buildInfo',
  'buildinfo',
  'saslStart',
  'saslContinue',
]);

function refusalOf(legacy: 'command' | 'query', command: Doc): CommandError | undefined {
  if (legacy === 'query')
    return new CommandError(
      5739101,
      'OP_QUERY is no longer supported. The client driver may require an upgrade.',
    );
  const [name = ''] = command.keys();
  if (STILL_ASKED.has(name)) return undefined;
  return new CommandError(
    352,
    `Unsupported OP_QUERY command: ${name}. The client driver may require an upgrade.`,
  );
}

/** Flags of OP_REPLY. */
const QUERY_FAILURE = 2;
const AWAIT_CAPABLE = 8;

let nextId = 1;

/** Writes the reply to a request. */
export function writeReply(request: Request, reply: Doc): Buffer {
  const failedQuery = request.legacy === 'query';
  const body = encodeDocument(
    failedQuery ? docOf({ $err: reply.get('errmsg'), code: reply.get('code') }) : reply,
  );
  const extra = request.legacy === undefined ? 5 : 20;
  const message = Buffer.allocUnsafe(HEADER + extra + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(nextId, 4);
  message.writeInt32LE(request.id, 8);
  nextId = (nextId + 1) & 0x7fffffff;
  if (request.legacy !== undefined) {
    message.writeInt32LE(OP_REPLY, 12);
    message.writeInt32LE(failedQuery ? AWAIT_CAPABLE | QUERY_FAILURE : AWAIT_CAPABLE, HEADER);
    message.writeBigInt64LE(0n, HEADER + 4);
    message.writeInt32LE(0, HEADER + 12);
    message.writeInt32LE(1, HEADER + 16);
  } else {
    message.writeInt32LE(OP_MSG, 12);
    message.writeUInt32LE(0, HEADER);
    message.writeUInt8(0, HEADER + 4);
  }
  body.copy(message, HEADER + extra);
  return message;
}
