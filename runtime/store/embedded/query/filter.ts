import type { Expression } from '../aggregate/expression';
import { type Collation, holdsText } from '../bson/collation';
import type { Value } from '../bson/value';
import type { Path } from './path';

/** A parsed query. The matcher runs it, the planner reads it. */
export type Filter =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly items: readonly Filter[] }
  | { readonly kind: 'field'; readonly path: Path; readonly test: Test }
  | {
      readonly kind: 'expression';
      readonly expression: Expression;
      readonly fields: ReadonlySet<string> | undefined;
    }
  | { readonly kind: 'constant'; readonly value: boolean };

export type ComparisonOperator = 'eq' | 'lt' | 'lte' | 'gt' | 'gte';

/** What is asked of the values at a path. */
export type Test =
  | {
      readonly op: ComparisonOperator;
      readonly value: Value;
      readonly collation?: Collation | undefined;
    }
  | {
      readonly op: 'in';
      readonly values: readonly Value[];
      readonly patterns: readonly CompiledRegex[];
      readonly collation?: Collation | undefined;
    }
  | { readonly op: 'not'; readonly test: Test }
  | { readonly op: 'every'; readonly tests: readonly Test[] }
  | { readonly op: 'exists' }
  | { readonly op: 'type'; readonly types: ReadonlySet<string> }
  | { readonly op: 'regex'; readonly regex: CompiledRegex }
  | { readonly op: 'mod'; readonly divisor: bigint; readonly remainder: bigint }
  | { readonly op: 'size'; readonly size: number }
  | {
      readonly op: 'bits';
      readonly mode: 'allSet' | 'allClear' | 'anySet' | 'anyClear';
      readonly mask: bigint;
    }
  | { readonly op: 'elementMatches'; readonly test: Test }
  | { readonly op: 'elementFilter'; readonly filter: Filter }
  | { readonly op: 'never' };

export interface CompiledRegex {
  readonly pattern: string;
  readonly flags: string;
  readonly compiled: RegExp;
  /** A literal text that every match begins with, where the pattern says so. */
  readonly prefix: string | undefined;
}

/** Whether the test compares strings in a language's order, of which an index knows nothing. */
export function isCollated(test: Test): boolean {
  if (!('collation' in test) || test.collation === undefined) return false;
  return 'values' in test ? test.values.some(holdsText) : holdsText(test.value);
}

/** The top-level fields a filter reads; undefined where it reads the whole document. */
export function fieldsOfFilter(filter: Filter): ReadonlySet<string> | undefined {
  const fields = new Set<string>();
  return collect(filter, fields) ? fields : undefined;
}

function collect(filter: Filter, fields: Set<string>): boolean {
  switch (filter.kind) {
    case 'constant':
      return true;
    case 'field':
      fields.add(filter.path.parts[0] ?? '');
      return true;
    case 'expression':
      if (filter.fields === undefined) return false;
      for (const field of filter.fields) fields.add(field);
      return true;
    default:
      return filter.items.every((item) => collect(item, fields));
  }
}
