import { CommandError } from '../errors';
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
  RawDocument,
  Regex,
  SymbolValue,
  Timestamp,
  UtcDate,
  type Value,
} from './value';

/** MongoDB's limit of nesting. */
const MAX_DEPTH = 200;

/** Encodes a document as BSON. The returned buffer belongs to the caller. */
export function encodeDocument(doc: Doc): Buffer {
  writer.reset();
  writer.document(doc);
  return writer.take();
}

class Writer {
  private bytes = Buffer.allocUnsafe(65536);
  private at = 0;
  private depth = 0;

  reset(): void {
    this.at = 0;
    this.depth = 0;
  }

  take(): Buffer {
    const result = Buffer.from(this.bytes.subarray(0, this.at));
    if (this.bytes.length > 4_194_304) this.bytes = Buffer.allocUnsafe(65536);
    return result;
  }

  document(doc: Doc): void {
    const start = this.open();
    for (const [name, value] of doc) this.element(name, value);
    this.close(start);
  }

  private array(list: readonly Value[]): void {
    const start = this.open();
    let index = 0;
    for (const value of list) {
      this.element(String(index), value);
      index += 1;
    }
    this.close(start);
  }

  private open(): number {
    this.depth += 1;
    if (this.depth > MAX_DEPTH)
      throw new CommandError(15, `Document exceeds maximum nested object depth: ${MAX_DEPTH}`);
    const start = this.at;
    this.reserve(5);
    this.at += 4;
    return start;
  }

  private close(start: number): void {
    this.depth -= 1;
    this.reserve(1);
    this.bytes.writeUInt8(0, this.at);
    this.at += 1;
    this.bytes.writeInt32LE(this.at - start, start);
  }

  private element(name: string, value: Value): void {
    if (value === null) {
      this.head(0x0a, name);
      return;
    }
    switch (typeof value) {
      case 'string':
        this.head(0x02, name);
        this.string(value);
        return;
      case 'number':
        if (value !== (value | 0)) throw new TypeError(`${name}: ${value} is not an Int32`);
        this.head(0x10, name);
        this.at = this.bytes.writeInt32LE(value, this.at);
        return;
      case 'boolean':
        this.head(0x08, name);
        this.at = this.bytes.writeUInt8(value ? 1 : 0, this.at);
        return;
      case 'bigint':
        this.head(0x12, name);
        this.at = this.bytes.writeBigInt64LE(value, this.at);
        return;
      default:
        this.object(name, value);
    }
  }

  private object(name: string, value: Exclude<Value, null | string | number | boolean | bigint>): void {
    if (value instanceof Map) {
      this.head(0x03, name);
      this.document(value);
    } else if (Array.isArray(value)) {
      this.head(0x04, name);
      this.array(value);
    } else if (value instanceof ObjectId) {
      this.head(0x07, name);
      this.at += this.bytes.write(value.latin1, this.at, 'latin1');
    } else if (value instanceof UtcDate) {
      this.head(0x09, name);
      this.at = this.bytes.writeBigInt64LE(BigInt(value.ms), this.at);
    } else if (value instanceof Double) {
      this.head(0x01, name);
      this.at = this.bytes.writeDoubleLE(value.value, this.at);
    } else if (value instanceof RawDocument) {
      this.head(0x03, name);
      this.raw(value.bytes);
    } else if (value instanceof Binary) {
      this.head(0x05, name);
      this.at = this.bytes.writeInt32LE(value.bytes.length, this.at);
      this.at = this.bytes.writeUInt8(value.subtype, this.at);
      this.raw(value.bytes);
    } else this.rare(name, value);
  }

  private rare(name: string, value: Value): void {
    if (value instanceof Decimal) {
      this.head(0x13, name);
      this.raw(value.bytes);
    } else if (value instanceof Regex) {
      this.head(0x0b, name);
      this.cstring(value.pattern);
      this.cstring(value.flags);
    } else if (value instanceof Timestamp) {
      this.head(0x11, name);
      this.at = this.bytes.writeBigUInt64LE(value.value, this.at);
    } else if (value instanceof Code) {
      this.code(name, value);
    } else if (value instanceof SymbolValue) {
      this.head(0x0e, name);
      this.string(value.value);
    } else if (value instanceof DbPointer) {
      this.head(0x0c, name);
      this.string(value.namespace);
      this.reserve(16);
      this.at += this.bytes.write(value.id.latin1, this.at, 'latin1');
    } else if (value === MIN_KEY) this.head(0xff, name);
    else if (value === MAX_KEY) this.head(0x7f, name);
    else this.head(0x06, name);
  }

  private code(name: string, value: Code): void {
    if (value.scope === undefined) {
      this.head(0x0d, name);
      this.string(value.code);
      return;
    }
    this.head(0x0f, name);
    const start = this.at;
    this.at += 4;
    this.string(value.code);
    this.document(value.scope);
    this.bytes.writeInt32LE(this.at - start, start);
  }

  /** The element's type and name; leaves room for every value of fixed size behind it. */
  private head(type: number, name: string): void {
    this.reserve(name.length * 3 + 32);
    this.at = this.bytes.writeUInt8(type, this.at);
    this.cstring(name);
    this.reserve(32);
  }

  private cstring(text: string): void {
    this.reserve(text.length * 3 + 1);
    this.text(text);
    this.at = this.bytes.writeUInt8(0, this.at);
  }

  private string(text: string): void {
    this.reserve(text.length * 3 + 5);
    const start = this.at;
    this.at += 4;
    this.text(text);
    this.at = this.bytes.writeUInt8(0, this.at);
    this.bytes.writeInt32LE(this.at - start - 4, start);
  }

  private text(text: string): void {
    if (text.length > 20) {
      this.at += this.bytes.write(text, this.at, 'utf8');
      return;
    }
    const start = this.at;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 127) {
        this.at = start + this.bytes.write(text, start, 'utf8');
        return;
      }
      this.bytes[this.at] = code;
      this.at += 1;
    }
  }

  private raw(bytes: Buffer): void {
    this.reserve(bytes.length + 1);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  private reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + count));
    this.bytes.copy(grown, 0, 0, this.at);
    this.bytes = grown;
  }
}

const writer = new Writer();
