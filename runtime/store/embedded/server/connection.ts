import type { Socket } from 'node:net';
import { InvalidBson } from '../bson/decode';
import { type Doc, docOf } from '../bson/value';
import { MESSAGE_LIMIT } from '../limits';
import { execute } from './execute';
import { Access, type Credentials } from './scram';
import type { Store } from './store';
import { type Request, readRequest, writeReply } from './wire';

/** The largest message, with room for its header. */
const LONGEST = MESSAGE_LIMIT + 16_384;

/** One client: its messages are answered one after the other, in the order they came. */
export class Connection {
  private chunks: Buffer[] = [];
  private buffered = 0;
  private waiting: Buffer[] = [];
  private busy = false;
  private readonly access: Access;
  private readonly application: { name: string | undefined } = { name: undefined };

  constructor(
    private readonly store: Store,
    private readonly socket: Socket,
    private readonly id: number,
    credentials: Credentials | undefined,
  ) {
    this.access = new Access(credentials);
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', () => socket.destroy());
  }

  private receive(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    if (this.isPartial()) return;
    let data = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks);
    while (data.length >= 4) {
      const length = data.readInt32LE(0);
      if (length < 16 || length > LONGEST) {
        this.socket.destroy();
        return;
      }
      if (data.length < length) break;
      this.waiting.push(data.subarray(0, length));
      data = data.subarray(length);
    }
    this.chunks = data.length === 0 ? [] : [data];
    this.buffered = data.length;
    this.next();
  }

  /** A long message comes in many chunks; they are joined only when it is whole. */
  private isPartial(): boolean {
    const [first] = this.chunks;
    if (this.buffered < 4 || first === undefined) return true;
    return first.length >= 4 && this.buffered < first.readInt32LE(0);
  }

  private next(): void {
    if (this.busy) return;
    const message = this.waiting.shift();
    if (message === undefined) return;
    let request: Request;
    try {
      request = readRequest(message);
    } catch (error) {
      if (!(error instanceof InvalidBson) && !(error instanceof RangeError)) throw error;
      this.store.log('connection closed: message cannot be read', { reason: error.message });
      this.socket.destroy();
      return;
    }
    this.busy = true;
    if (request.refused !== undefined) {
      this.answer(request, request.refused.toReply());
      return;
    }
    const client = {
      id: this.id,
      access: this.access,
      close: () => this.socket.destroy(),
      application: this.application,
    };
    execute(this.store, request.command, client, (reply) => this.answer(request, reply));
  }

  private answer(request: Request, reply: Doc): void {
    if (request.wantsReply && !this.socket.destroyed) this.socket.write(this.encode(request, reply));
    this.busy = false;
    this.next();
  }

  private encode(request: Request, reply: Doc): Buffer {
    try {
      return writeReply(request, reply);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.store.log('unexpected error', { message });
      return writeReply(
        request,
        docOf({ ok: 0, errmsg: `internal error: ${message}`, code: 1, codeName: 'InternalError' }),
      );
    }
  }
}
