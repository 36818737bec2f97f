import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Binary, type Doc, docOf } from '../bson/value';
import { CommandError } from '../errors';

/** Who may use a server that listens where others can reach it. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

const ITERATIONS = 15_000;

/**
 * Whether one connection may use the server, and the steps by which it proves that: SCRAM-SHA-256 (RFC 5802, RFC 7677)
 * in the form of MongoDB's `saslStart` and `saslContinue`. Without credentials everybody may.
 */
export class Access {
  granted: boolean;
  private exchange: Exchange | undefined;

  constructor(private readonly credentials: Credentials | undefined) {
    this.granted = credentials === undefined;
  }

  /** Answers the client's first message. */
  start(request: Doc): Doc {
    if (request.get('mechanism') !== 'SCRAM-SHA-256')
      throw new CommandError(334, 'Only the mechanism SCRAM-SHA-256 is supported by the embedded server');
    const message = payloadOf(request);
    const parts = /^n,,(n=([^,]*),r=([^,]+))$/.exec(message);
    if (parts === null || this.credentials === undefined) throw failed();
    const [, bare = '', user = '', nonce = ''] = parts;
    if (user !== this.credentials.user) throw failed();
    const salt = randomBytes(16);
    const combined = nonce + randomBytes(18).toString('base64');
    const first = `r=${combined},s=${salt.toString('base64')},i=${ITERATIONS}`;
    this.exchange = {
      bare,
      first,
      nonce: combined,
      salted: pbkdf2Sync(this.credentials.password, salt, ITERATIONS, 32, 'sha256'),
    };
    return reply(first, false);
  }

  /** Checks the client's proof and gives the server's own. */
  continue(request: Doc): Doc {
    const { exchange } = this;
    this.exchange = undefined;
    const parts = /^(c=biws,r=([^,]+)),p=([^,]+)$/.exec(payloadOf(request));
    if (exchange === undefined || parts === null) throw failed();
    const [, withoutProof = '', nonce = '', proof = ''] = parts;
    const authMessage = `${exchange.bare},${exchange.first},${withoutProof}`;
    const clientKey = hmac(exchange.salted, 'Client Key');
    const signature = hmac(createHash('sha256').update(clientKey).digest(), authMessage);
    const expected = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0)));
    const given = Buffer.from(proof, 'base64');
    if (nonce !== exchange.nonce || given.length !== expected.length || !timingSafeEqual(given, expected))
      throw failed();
    this.granted = true;
    return reply(`v=${hmac(hmac(exchange.salted, 'Server Key'), authMessage).toString('base64')}`, true);
  }
}

interface Exchange {
  readonly bare: string;
  readonly first: string;
  readonly nonce: string;
  readonly salted: Buffer;
}

function payloadOf(request: Doc): string {
  const payload = request.get('payload');
  return payload instanceof Binary ? payload.bytes.toString('utf8') : '';
}

function reply(payload: string, done: boolean): Doc {
  return docOf({ conversationId: 1, done, payload: new Binary(0, Buffer.from(payload)), ok: 1 });
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function failed(): CommandError {
  return new CommandError(18, 'Authentication failed.');
}
