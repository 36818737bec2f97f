import type { Collation } from '../bson/collation';
import { compareValues } from '../bson/compare';
import { safeInteger } from '../bson/number';
import { sizeOf } from '../bson/size';
import { Binary, type Doc, isNumeric, typeName, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import type { Known } from '../query/known';
import { parseSort, type SortKey, type SortOrder, sortOrder } from '../query/sort';
import type { Accumulator, AccumulatorFactory } from './accumulator-classes';
import { evaluate } from './evaluate';
import { type Expression, parseExpression } from './expression';

/** An accumulator together with the expression whose values it is given. */
export interface ParsedAccumulator {
  readonly expression: Expression;
  readonly create: AccumulatorFactory;
}

/** Parses the accumulators that keep several values, or the one that comes first by an order; undefined for others. */
export function parseSeveral(operator: string, argument: Value, known: Known): ParsedAccumulator | undefined {
  switch (operator) {
    case '$firstN':
    case '$lastN':
    case '$minN':
    case '$maxN':
      return parseByInput(operator, argument, known);
    case '$top':
    case '$bottom':
    case '$topN':
    case '$bottomN':
      return parseByOrder(operator, argument, known);
    default:
      return undefined;
  }
}

function parseByInput(operator: string, argument: Value, known: Known): ParsedAccumulator {
  const fields = named(operator, argument, ['input', 'n']);
  const n = countOf(fields.get('n') ?? null, known);
  const expression = parseExpression(fields.get('input') ?? null, known);
  return { expression, create: () => severalOf(operator, n, known.collation) };
}

/** An accumulator that keeps up to `n` values; also used over the elements of an array. */
export function severalOf(operator: string, n: number, collation: Collation | undefined): Accumulator {
  if (operator === '$firstN') return new FirstSeveral(n);
  if (operator === '$lastN') return new LastSeveral(n);
  return new Extremes(n, operator === '$maxN' ? -1 : 1, collation);
}

function parseByOrder(operator: string, argument: Value, known: Known): ParsedAccumulator {
  const several = operator.endsWith('N');
  const fields = named(operator, argument, several ? ['n', 'sortBy', 'output'] : ['sortBy', 'output']);
  const n = several ? countOf(fields.get('n') ?? null, known) : 1;
  const order = fields.get('sortBy');
  if (!(order instanceof Map))
    throw new CommandError(10065, `invalid parameter: expected an object (sortBy), found ${typeName(order)}`);
  const sorting = sortOrder(parseSort(order), known.collation);
  const output = parseExpression(fields.get('output') ?? null, known);
  const bottom = operator.startsWith('$bottom');
  return {
    // What is kept and the place it has in the order travel together.
    expression: {
      fields: undefined,
      run: (scope) => [asValue(sorting.keyOf(scope.root)), output.run(scope) ?? null],
    },
    create: () => new Ordered(n, bottom, several, sorting),
  };
}

function asValue(key: SortKey): Value {
  return Buffer.isBuffer(key) ? new Binary(0, key) : [...key];
}

function named(operator: string, argument: Value, required: readonly string[]): Doc {
  if (!(argument instanceof Map))
    throw new CommandError(
      5787900,
      `specification must be an object; found ${operator}: ${typeName(argument)}`,
    );
  for (const name of argument.keys())
    if (!required.includes(name))
      throw new CommandError(5787901, `Unknown argument for '${operator}' operator: ${name}`);
  for (const name of required)
    if (!argument.has(name)) throw new CommandError(5787906, `Missing value for '${name}'`);
  return argument;
}

/** How many values are kept: an expression that needs no document. */
function countOf(value: Value, known: Known): number {
  const expression = parseExpression(value, known);
  if (expression.fields === undefined || expression.fields.size > 0)
    throw unsupported("an accumulator whose 'n' depends on the group", 238);
  return checkedCount(evaluate(expression, new Map(), 0));
}

export function checkedCount(value: Value | undefined): number {
  if (!isNumeric(value))
    throw new CommandError(5787902, `Value for 'n' must be of integral type, but found ${typeName(value)}`);
  const n = safeInteger(value);
  if (n === undefined) throw new CommandError(5787903, "Value for 'n' must be of integral type");
  if (n <= 0) throw new CommandError(5787908, `'n' must be greater than 0, found ${n}`);
  return n;
}

class FirstSeveral implements Accumulator {
  private readonly list: Value[] = [];
  bytes = 0;

  constructor(private readonly n: number) {}

  add(value: Value | undefined): void {
    if (this.list.length >= this.n) return;
    this.list.push(value ?? null);
    this.bytes += sizeOf(value);
  }

  result(): Value {
    return this.list;
  }
}

class LastSeveral implements Accumulator {
  private readonly list: Value[] = [];
  bytes = 0;

  constructor(private readonly n: number) {}

  add(value: Value | undefined): void {
    this.list.push(value ?? null);
    this.bytes += sizeOf(value);
    if (this.list.length > this.n) this.bytes -= sizeOf(this.list.shift());
  }

  result(): Value {
    return this.list;
  }
}

/** The least (sign 1) or greatest (sign -1) values; nothing and null do not count. */
class Extremes implements Accumulator {
  private readonly list: Value[] = [];
  bytes = 0;

  constructor(
    private readonly n: number,
    private readonly sign: 1 | -1,
    private readonly collation: Collation | undefined,
  ) {}

  add(value: Value | undefined): void {
    if (value === undefined || value === null) return;
    const at = this.list.findIndex((other) => compareValues(value, other, this.collation) * this.sign < 0);
    if (at < 0) this.list.push(value);
    else this.list.splice(at, 0, value);
    this.bytes += sizeOf(value);
    if (this.list.length > this.n) this.bytes -= sizeOf(this.list.pop());
  }

  result(): Value {
    return this.list;
  }
}

/** The first or the last values by an order. Of equals the one that came first stands first. */
class Ordered implements Accumulator {
  private readonly list: { readonly key: SortKey; readonly value: Value }[] = [];
  bytes = 0;

  constructor(
    private readonly n: number,
    private readonly bottom: boolean,
    private readonly several: boolean,
    private readonly sorting: SortOrder,
  ) {}

  add(pair: Value | undefined): void {
    const [kept, value] = Array.isArray(pair) ? pair : [];
    const key = kept instanceof Binary ? kept.bytes : Array.isArray(kept) ? kept : [];
    const at = this.list.findIndex((other) => this.sorting.compare(key, other.key) < 0);
    const entry = { key, value: value ?? null };
    if (at < 0) this.list.push(entry);
    else this.list.splice(at, 0, entry);
    this.bytes += sizeOf(entry.value);
    if (this.list.length <= this.n) return;
    const dropped = this.bottom ? this.list.shift() : this.list.pop();
    this.bytes -= sizeOf(dropped?.value);
  }

  result(): Value {
    const values = this.list.map(({ value }) => value);
    return this.several ? values : (values[0] ?? null);
  }
}
