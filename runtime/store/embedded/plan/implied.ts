import { compareValues, typeOrder } from '../bson/compare';
import type { Filter, Test } from '../query/filter';
import { typeMatches } from '../query/type-alias';
import type { Conjunct } from './conjuncts';

/** Whether every document that the query finds surely passes the filter of a partial index. */
export function implied(partial: Filter, query: readonly Conjunct[]): boolean {
  switch (partial.kind) {
    case 'and':
      return partial.items.every((item) => implied(item, query));
    case 'or':
      return partial.items.some((item) => implied(item, query));
    case 'field': {
      const { path, test } = partial;
      const tests = test.op === 'every' ? test.tests : [test];
      const known = query.filter((conjunct) => conjunct.path === path.text);
      return tests.every((wanted) => known.some((conjunct) => testImplies(conjunct.test, wanted)));
    }
    default:
      return false;
  }
}

function testImplies(known: Test, wanted: Test): boolean {
  if (known.op === 'in') {
    return (
      known.patterns.length === 0 && known.values.every((value) => testImplies({ op: 'eq', value }, wanted))
    );
  }
  switch (wanted.op) {
    case 'exists':
      return known.op === 'exists' || ('value' in known && known.value !== null) || known.op === 'regex';
    case 'eq':
      return known.op === 'eq' && compareValues(known.value, wanted.value) === 0;
    case 'in':
      return known.op === 'eq' && wanted.values.some((value) => compareValues(value, known.value) === 0);
    case 'type':
      return known.op === 'eq' && typeMatches(known.value, wanted.types);
    case 'gt':
    case 'gte':
      return impliesBound(known, wanted, ['gt', 'gte'], 1);
    case 'lt':
    case 'lte':
      return impliesBound(known, wanted, ['lt', 'lte'], -1);
    default:
      return false;
  }
}

type Comparison = Extract<Test, { value: unknown }>;

function impliesBound(known: Test, wanted: Comparison, sameSide: readonly string[], sign: number): boolean {
  if (!('value' in known)) return false;
  if (Array.isArray(known.value) || Array.isArray(wanted.value)) return false;
  if (typeOrder(known.value) !== typeOrder(wanted.value)) return false;
  if (known.op !== 'eq' && !sameSide.includes(known.op)) return false;
  const order = compareValues(known.value, wanted.value) * sign;
  if (order > 0) return true;
  return order === 0 && (wanted.op === 'gte' || wanted.op === 'lte' || known.op === wanted.op);
}
