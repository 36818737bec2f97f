import {
  Binary,
  Code,
  DbPointer,
  Decimal,
  type Doc,
  Double,
  MAX_KEY,
  MIN_KEY,
  ObjectId,
  Regex,
  SymbolValue,
  Timestamp,
  UNDEFINED,
  UtcDate,
  type Value,
} from './value';

/** Bytes that are not a BSON document; the protocol answers with MongoDB's code 22 (InvalidBSON). */
export class InvalidBson extends Error {
  override name = 'InvalidBson';
}

/** A little more than the encoder allows, so that what was stored can always be read. */
const MAX_DEPTH = 210;

/**
 * Decodes one document that starts at `offset`. With `wanted`, only those top-level fields are decoded and the others
 * are skipped by their length.
 */
export function decodeDocument(bytes: Buffer, offset = 0, wanted?: ReadonlySet<string>): Doc {
  const reader = new Reader(bytes, offset);
  return reader.document(0, wanted);
}

/** The bytes of a document that starts at `offset`, as a view. */
export function documentSlice(bytes: Buffer, offset: number): Buffer {
  if (offset + 5 > bytes.length) throw new InvalidBson('document is cut off');
  const length = bytes.readInt32LE(offset);
  if (length < 5 || offset + length > bytes.length) throw new InvalidBson(`bad document length ${length}`);
  return bytes.subarray(offset, offset + length);
}

class Reader {
  private at: number;

  constructor(
    private readonly bytes: Buffer,
    offset: number,
  ) {
    this.at = offset;
  }

  document(depth: number, wanted?: ReadonlySet<string>): Doc {
    const doc: Doc = new Map();
    const end = this.open(depth);
    let missing = wanted === undefined ? -1 : wanted.size;
    for (;;) {
      const type = this.byte();
      if (type === 0) break;
      const name = this.cstring();
      if (wanted !== undefined && !wanted.has(name)) {
        this.skip(type);
        continue;
      }
      doc.set(name, this.value(type, depth));
      missing -= 1;
      if (missing === 0) {
        this.at = end;
        return doc;
      }
    }
    if (this.at !== end) throw new InvalidBson('document length does not fit its content');
    return doc;
  }

  private array(depth: number): Value[] {
    const list: Value[] = [];
    const end = this.open(depth);
    for (;;) {
      const type = this.byte();
      if (type === 0) break;
      this.at = this.bytes.indexOf(0, this.at) + 1;
      if (this.at === 0) throw new InvalidBson('field name without an end');
      list.push(this.value(type, depth));
    }
    if (this.at !== end) throw new InvalidBson('array length does not fit its content');
    return list;
  }

  private open(depth: number): number {
    if (depth > MAX_DEPTH) throw new InvalidBson(`nested deeper than ${MAX_DEPTH} levels`);
    const start = this.at;
    const length = this.int32();
    const end = start + length;
    if (length < 5 || end > this.bytes.length) throw new InvalidBson(`bad document length ${length}`);
    return end;
  }

  private value(type: number, depth: number): Value {
    switch (type) {
      case 0x01:
        return new Double(this.bytes.readDoubleLE(this.advance(8)));
      case 0x02:
        return this.string();
      case 0x03:
        return this.document(depth + 1);
      case 0x04:
        return this.array(depth + 1);
      case 0x05:
        return this.binary();
      case 0x06:
        return UNDEFINED;
      case 0x07:
        return this.objectId();
      case 0x08:
        return this.boolean();
      case 0x09:
        return this.date();
      case 0x0a:
        return null;
      case 0x10:
        return this.int32();
      case 0x12:
        return this.bytes.readBigInt64LE(this.advance(8));
      default:
        return this.rareValue(type, depth);
    }
  }

  private rareValue(type: number, depth: number): Value {
    switch (type) {
      case 0x0b:
        return new Regex(this.cstring(), this.cstring());
      case 0x0c:
        return new DbPointer(this.string(), this.objectId());
      case 0x0d:
        return new Code(this.string(), undefined);
      case 0x0e:
        return new SymbolValue(this.string());
      case 0x0f:
        this.advance(4);
        return new Code(this.string(), this.document(depth + 1));
      case 0x11:
        return new Timestamp(this.bytes.readBigUInt64LE(this.advance(8)));
      case 0x13: {
        const start = this.advance(16);
        return new Decimal(Buffer.from(this.bytes.subarray(start, start + 16)));
      }
      case 0xff:
        return MIN_KEY;
      case 0x7f:
        return MAX_KEY;
      default:
        throw new InvalidBson(`unknown element type 0x${type.toString(16)}`);
    }
  }

  private skip(type: number): void {
    switch (type) {
      case 0x06:
      case 0x0a:
      case 0xff:
      case 0x7f:
        return;
      case 0x08:
        this.advance(1);
        return;
      case 0x10:
        this.advance(4);
        return;
      case 0x01:
      case 0x09:
      case 0x11:
      case 0x12:
        this.advance(8);
        return;
      case 0x07:
        this.advance(12);
        return;
      case 0x13:
        this.advance(16);
        return;
      case 0x03:
      case 0x04:
      case 0x0f: {
        const length = this.bytes.readInt32LE(this.at);
        if (length < 5) throw new InvalidBson(`bad length ${length}`);
        this.advance(length);
        return;
      }
      case 0x02:
      case 0x0d:
      case 0x0e:
        this.advance(this.lengthPrefix());
        return;
      case 0x05:
        this.advance(this.lengthPrefix() + 1);
        return;
      default:
        this.rareValue(type, 0);
    }
  }

  private lengthPrefix(): number {
    const length = this.int32();
    if (length < 0) throw new InvalidBson(`bad length ${length}`);
    return length;
  }

  private advance(count: number): number {
    const start = this.at;
    const end = start + count;
    if (end > this.bytes.length) throw new InvalidBson('document is cut off');
    this.at = end;
    return start;
  }

  private byte(): number {
    return this.bytes.readUInt8(this.advance(1));
  }

  private int32(): number {
    return this.bytes.readInt32LE(this.advance(4));
  }

  private boolean(): boolean {
    const byte = this.byte();
    if (byte > 1) throw new InvalidBson(`bad boolean ${byte}`);
    return byte === 1;
  }

  private date(): UtcDate {
    const start = this.advance(8);
    const high = this.bytes.readInt32LE(start + 4);
    if (high >= -0x200000 && high < 0x200000) {
      return new UtcDate(high * 4294967296 + this.bytes.readUInt32LE(start));
    }
    return new UtcDate(this.bytes.readBigInt64LE(start));
  }

  private objectId(): ObjectId {
    const start = this.advance(12);
    return new ObjectId(this.bytes.toString('latin1', start, start + 12));
  }

  private cstring(): string {
    const start = this.at;
    const end = this.bytes.indexOf(0, start);
    if (end < 0) throw new InvalidBson('string without an end');
    this.at = end + 1;
    return this.text(start, end);
  }

  private string(): string {
    const length = this.lengthPrefix();
    if (length < 1) throw new InvalidBson(`bad string length ${length}`);
    const start = this.advance(length);
    if (this.bytes[start + length - 1] !== 0) throw new InvalidBson('string without an end');
    return this.text(start, start + length - 1);
  }

  /** Short ASCII, which most names and values are, is cheaper to read here than to hand to the native decoder. */
  private text(start: number, end: number): string {
    if (end - start > 20) return this.bytes.toString('utf8', start, end);
    let text = '';
    for (let at = start; at < end; at += 1) {
      const code = this.bytes[at] ?? 0;
      if (code > 127) return this.bytes.toString('utf8', start, end);
      text += String.fromCharCode(code);
    }
    return text;
  }

  private binary(): Binary {
    const length = this.lengthPrefix();
    const subtype = this.byte();
    const start = this.advance(length);
    return new Binary(subtype, Buffer.from(this.bytes.subarray(start, start + length)));
  }
}
