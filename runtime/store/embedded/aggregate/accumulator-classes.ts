import type { Collation } from '../bson/collation';
import { compareValues } from '../bson/compare';
import { divideDecimals } from '../bson/decimal-division';
import { keyString } from '../bson/key-encoding';
import { addNumbers, toDecimal, toNumber } from '../bson/number';
import { sizeOf } from '../bson/size';
import { Decimal, type Doc, Double, integer, isNumeric, type Value } from '../bson/value';
import { CommandError } from '../errors';

/** Takes values one by one and gives a result at the end; an absent result leaves the field out. */
export interface Accumulator {
  add(value: Value | undefined): void;
  result(): Value | undefined;
  /** About how many bytes it holds, where that grows with the values. */
  readonly bytes?: number;
}

export type AccumulatorFactory = () => Accumulator;

/** What a list of values adds up to, for `$sum` and its like as expressions. */
export const ACCUMULATORS: Readonly<Record<string, (collation: Collation | undefined) => Accumulator>> = {
  $sum: () => new Sum(),
  $avg: () => new Average(),
  $min: (collation) => new Extreme(-1, collation),
  $max: (collation) => new Extreme(1, collation),
  $first: () => new First(),
  $last: () => new Last(),
  $push: () => new Push(),
  $addToSet: (collation) => new AddToSet(collation),
  $mergeObjects: () => new MergeObjects(),
  $stdDevPop: () => new StandardDeviation(0),
  $stdDevSamp: () => new StandardDeviation(1),
};

/** Whole numbers are added exactly; one double makes a double, one decimal a decimal. */
export class Sum implements Accumulator {
  private whole = 0n;
  private wide = false;
  private readonly doubles = new ExactSum();
  private sawDouble = false;
  private decimal: Value | undefined;

  add(value: Value | undefined): void {
    if (typeof value === 'number') this.whole += BigInt(value);
    else if (typeof value === 'bigint') {
      this.whole += value;
      this.wide = true;
    } else if (value instanceof Double) {
      this.sawDouble = true;
      this.doubles.add(value.value);
    } else if (value instanceof Decimal) this.decimal = addNumbers(this.decimal ?? 0, value);
  }

  result(): Value {
    if (this.decimal !== undefined) {
      const rest = this.sawDouble
        ? (addNumbers(new Double(this.doubles.value()), this.whole) ?? 0)
        : this.whole;
      return addNumbers(this.decimal, rest) ?? this.decimal;
    }
    if (this.sawDouble) {
      this.doubles.add(Number(this.whole));
      return new Double(this.doubles.value());
    }
    if (this.whole > 2n ** 63n - 1n || this.whole < -(2n ** 63n)) return new Double(Number(this.whole));
    if (!this.wide && this.whole >= -2147483648n && this.whole <= 2147483647n) return Number(this.whole);
    return this.whole;
  }
}

/** Adds doubles with the rounding errors carried along (Neumaier's variant of Kahan's summation). */
class ExactSum {
  private sum = 0;
  private error = 0;

  add(value: number): void {
    const total = this.sum + value;
    if (Number.isFinite(total)) {
      this.error +=
        Math.abs(this.sum) >= Math.abs(value) ? this.sum - total + value : value - total + this.sum;
    }
    this.sum = total;
  }

  value(): number {
    return Number.isFinite(this.sum) ? this.sum + this.error : this.sum;
  }
}

class Average implements Accumulator {
  private readonly sum = new Sum();
  private count = 0;

  add(value: Value | undefined): void {
    if (!isNumeric(value)) return;
    this.sum.add(value);
    this.count += 1;
  }

  result(): Value {
    if (this.count === 0) return null;
    const total = this.sum.result();
    if (total instanceof Decimal) return divideDecimals(total, toDecimal(integer(this.count)));
    return new Double(toNumber(total) / this.count);
  }
}

class Extreme implements Accumulator {
  private best: Value | undefined;
  bytes = 0;

  constructor(
    private readonly sign: number,
    private readonly collation: Collation | undefined,
  ) {}

  add(value: Value | undefined): void {
    if (value === undefined || value === null) return;
    const { best } = this;
    if (best !== undefined && compareValues(value, best, this.collation) * this.sign <= 0) return;
    this.best = value;
    this.bytes = sizeOf(value);
  }

  result(): Value {
    return this.best ?? null;
  }
}

class First implements Accumulator {
  private value: Value | undefined;
  private any = false;
  bytes = 0;

  add(value: Value | undefined): void {
    if (this.any) return;
    this.value = value;
    this.any = true;
    this.bytes = sizeOf(value);
  }

  result(): Value {
    return this.value ?? null;
  }
}

class Last implements Accumulator {
  private value: Value | undefined;
  bytes = 0;

  add(value: Value | undefined): void {
    this.value = value;
    this.bytes = sizeOf(value);
  }

  result(): Value {
    return this.value ?? null;
  }
}

/** One accumulator may hold this many bytes, whatever is allowed on the disk. */
const MOST_BYTES = 100 * 1024 * 1024;

function checkedBytes(operator: string, bytes: number): number {
  if (bytes <= MOST_BYTES) return bytes;
  throw new CommandError(
    146,
    `${operator} used too much memory and cannot spill to disk. Memory limit: ${MOST_BYTES} bytes`,
  );
}

class Push implements Accumulator {
  private readonly list: Value[] = [];
  bytes = 0;

  add(value: Value | undefined): void {
    if (value === undefined) return;
    this.list.push(value);
    this.bytes = checkedBytes('$push', this.bytes + sizeOf(value));
  }

  result(): Value {
    return this.list;
  }
}

class AddToSet implements Accumulator {
  private readonly values = new Map<string, Value>();
  bytes = 0;

  constructor(private readonly collation: Collation | undefined) {}

  add(value: Value | undefined): void {
    if (value === undefined) return;
    const key = keyString(value, this.collation);
    if (this.values.has(key)) return;
    this.values.set(key, value);
    this.bytes = checkedBytes('$addToSet', this.bytes + sizeOf(value) + key.length);
  }

  result(): Value {
    return [...this.values.values()];
  }
}

class MergeObjects implements Accumulator {
  private readonly merged: Doc = new Map();
  bytes = 0;

  add(value: Value | undefined): void {
    if (value === undefined || value === null) return;
    if (!(value instanceof Map)) throw new CommandError(40400, '$mergeObjects requires object inputs');
    for (const [name, inner] of value) {
      if (!this.merged.has(name)) this.bytes += name.length + sizeOf(inner);
      this.merged.set(name, inner);
    }
  }

  result(): Value {
    return this.merged;
  }
}

/** Welford's method. `correction` is 1 for a sample. */
class StandardDeviation implements Accumulator {
  private count = 0;
  private mean = 0;
  private squares = 0;

  constructor(private readonly correction: 0 | 1) {}

  add(value: Value | undefined): void {
    if (!isNumeric(value)) return;
    const number = toNumber(value);
    this.count += 1;
    const delta = number - this.mean;
    this.mean += delta / this.count;
    this.squares += delta * (number - this.mean);
  }

  result(): Value {
    const divisor = this.count - this.correction;
    return divisor <= 0 ? null : new Double(Math.sqrt(this.squares / divisor));
  }
}
