import type { Collation } from './collation';
import { TYPE_ORDER, typeOrder } from './compare';
import { decimalParts } from './decimal';
import { compareNumbers, toNumber } from './number';
import {
  Binary,
  Code,
  DbPointer,
  Decimal,
  type Doc,
  Double,
  ObjectId,
  Regex,
  SymbolValue,
  Timestamp,
  UtcDate,
  type Value,
} from './value';

/**
 * Encodes values as bytes whose memcmp order is MongoDB's order of the values, one after the other. Each component
 * ends itself, so a compound key compares component by component. A descending component has its bits inverted.
 * Equal values of different number types give equal bytes.
 */
export function encodeKey(values: readonly (Value | undefined)[], descending?: readonly boolean[]): Buffer {
  writer.reset();
  for (let at = 0; at < values.length; at += 1) {
    const start = writer.position;
    writer.value(values[at]);
    if (descending?.[at]) writer.invertFrom(start);
  }
  return writer.take();
}

/** A value's key as a string, for use in a Map: values that are equal, under a collation too, give equal strings. */
export function keyString(value: Value | undefined, collation?: Collation): string {
  writer.collation = collation;
  try {
    return encodeKey([value]).toString('latin1');
  } finally {
    writer.collation = undefined;
  }
}

class KeyWriter {
  private bytes = Buffer.allocUnsafe(4096);
  private at = 0;
  collation: Collation | undefined;

  get position(): number {
    return this.at;
  }

  reset(): void {
    this.at = 0;
  }

  take(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.at));
  }

  invertFrom(start: number): void {
    for (let at = start; at < this.at; at += 1) this.bytes[at] = ~(this.bytes[at] ?? 0) & 0xff;
  }

  value(value: Value | undefined): void {
    const order = typeOrder(value);
    this.byte(order);
    this.payload(value ?? null, order);
  }

  private payload(value: Value, order: number): void {
    switch (order) {
      case TYPE_ORDER.number:
        this.number(value);
        return;
      case TYPE_ORDER.string:
        this.string(value instanceof SymbolValue ? value.value : String(value));
        return;
      case TYPE_ORDER.boolean:
        this.byte(value === true ? 1 : 0);
        return;
      default:
        this.object(value);
    }
  }

  private object(value: Value): void {
    if (value instanceof ObjectId) {
      this.reserve(12);
      this.at += this.bytes.write(value.latin1, this.at, 'latin1');
    } else if (value instanceof UtcDate) {
      this.reserve(8);
      this.at = this.bytes.writeBigUInt64BE(BigInt(value.ms) + (1n << 63n), this.at);
    } else if (value instanceof Map) this.document(value);
    else if (Array.isArray(value)) {
      for (const item of value) this.value(item);
      this.byte(0);
    } else if (value instanceof Binary) {
      this.reserve(value.bytes.length + 5);
      this.at = this.bytes.writeUInt32BE(value.bytes.length, this.at);
      this.at = this.bytes.writeUInt8(value.subtype, this.at);
      this.bytes.set(value.bytes, this.at);
      this.at += value.bytes.length;
    } else this.rare(value);
  }

  private rare(value: Value): void {
    if (value instanceof Timestamp) {
      this.reserve(8);
      this.at = this.bytes.writeBigUInt64BE(value.value, this.at);
    } else if (value instanceof Regex) {
      this.text(value.pattern);
      this.text(value.flags);
    } else if (value instanceof Code) {
      this.text(value.code);
      if (value.scope !== undefined) this.document(value.scope);
    } else if (value instanceof DbPointer) {
      this.reserve(4);
      this.at = this.bytes.writeUInt32BE(Buffer.byteLength(value.namespace), this.at);
      this.text(value.namespace);
      this.reserve(12);
      this.at += this.bytes.write(value.id.latin1, this.at, 'latin1');
    }
  }

  private document(doc: Doc): void {
    for (const [name, value] of doc) {
      const order = typeOrder(value);
      this.byte(order);
      this.text(name);
      this.payload(value, order);
    }
    this.byte(0);
  }

  private string(text: string): void {
    this.text(this.collation === undefined ? text : this.collation.representative(text));
  }

  /** UTF-8 with a zero byte written as 00 FF, ended by 00 00. */
  private text(text: string): void {
    this.reserve(text.length * 3 + 2);
    if (text.length > 24 || !this.shortAscii(text)) {
      const start = this.at;
      this.at += this.bytes.write(text, start, 'utf8');
      if (text.includes('\0')) this.escapeZeros(start);
    }
    this.byte(0);
    this.byte(0);
  }

  private shortAscii(text: string): boolean {
    const start = this.at;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0 || code > 127) {
        this.at = start;
        return false;
      }
      this.bytes[this.at] = code;
      this.at += 1;
    }
    return true;
  }

  private escapeZeros(start: number): void {
    const plain = Buffer.from(this.bytes.subarray(start, this.at));
    this.at = start;
    this.reserve(plain.length * 2 + 2);
    for (const byte of plain) {
      this.byte(byte);
      if (byte === 0) this.byte(0xff);
    }
  }

  /**
   * The greatest double that is not above the number, in sortable form; a byte that says whether that was exact; and
   * where it was not, the decimal digits, which order the numbers that share this double.
   */
  private number(value: Value): void {
    this.reserve(16);
    if (typeof value === 'number') {
      this.sortableDouble(value);
      this.byte(0);
      return;
    }
    const floor = floorDouble(value);
    this.sortableDouble(floor);
    if (Number.isNaN(floor) || compareNumbers(value, new Double(floor)) === 0) this.byte(0);
    else {
      this.byte(1);
      this.digits(value);
    }
  }

  private sortableDouble(number: number): void {
    if (Number.isNaN(number)) {
      this.bytes.fill(0, this.at, this.at + 8);
      this.at += 8;
      return;
    }
    this.bytes.writeDoubleBE(number === 0 ? 0 : number, this.at);
    if (number < 0) {
      for (let at = this.at; at < this.at + 8; at += 1) this.bytes[at] = ~(this.bytes[at] ?? 0) & 0xff;
    } else this.bytes[this.at] = (this.bytes[this.at] ?? 0) | 0x80;
    this.at += 8;
  }

  private digits(value: Value): void {
    const { negative, digits, exponent } = scientific(value);
    const start = this.at;
    this.reserve(digits.length + 8);
    this.at = this.bytes.writeUInt16BE(exponent + 0x8000, this.at);
    this.at += this.bytes.write(digits, this.at, 'latin1');
    this.byte(0);
    if (negative) this.invertFrom(start);
  }

  private byte(byte: number): void {
    this.reserve(1);
    this.bytes[this.at] = byte;
    this.at += 1;
  }

  private reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + count));
    this.bytes.copy(grown, 0, 0, this.at);
    this.bytes = grown;
  }
}

function floorDouble(value: Value): number {
  const nearest = toNumber(value);
  if (value instanceof Double || Number.isNaN(nearest)) return nearest;
  return compareNumbers(value, new Double(nearest)) < 0 ? doubleBelow(nearest) : nearest;
}

/** The next double towards minus infinity. */
function doubleBelow(value: number): number {
  const bits = Buffer.allocUnsafe(8);
  bits.writeDoubleBE(value === 0 ? 0 : value);
  const raw = bits.readBigInt64BE();
  if (value === 0) return -Number.MIN_VALUE;
  bits.writeBigInt64BE(value > 0 ? raw - 1n : raw + 1n);
  return bits.readDoubleBE();
}

/** A finite number as 0.digits * 10^exponent with digits that neither begin nor end with zero. */
function scientific(value: Value): { negative: boolean; digits: string; exponent: number } {
  let negative: boolean;
  let text: string;
  let exponent = 0;
  if (value instanceof Decimal) {
    const parts = decimalParts(value);
    negative = parts.negative;
    text = parts.coefficient.toString();
    exponent = parts.exponent;
  } else {
    const whole = typeof value === 'bigint' ? value : BigInt(toNumber(value));
    negative = whole < 0n;
    text = (negative ? -whole : whole).toString();
  }
  return { negative, digits: text.replace(/0+$/, ''), exponent: exponent + text.length };
}

const writer = new KeyWriter();

/** The least key of the values that share a type, as a bound: the type's rank alone. */
export function typeLowerBound(order: number): Buffer {
  return Buffer.from([order]);
}

/** A bound above every key of the type. */
export function typeUpperBound(order: number): Buffer {
  return Buffer.from([order + 1]);
}

/** The first key that does not begin with `prefix`; undefined where there is none. */
export function afterPrefix(prefix: Buffer): Buffer | undefined {
  for (let at = prefix.length - 1; at >= 0; at -= 1) {
    const byte = prefix[at] ?? 0xff;
    if (byte === 0xff) continue;
    const next = Buffer.from(prefix.subarray(0, at + 1));
    next[at] = byte + 1;
    return next;
  }
  return undefined;
}
