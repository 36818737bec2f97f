import { type Filter, isCollated, type Test } from '../query/filter';
import { isArrayIndex, parsePath } from '../query/path';

/** A condition that every result must satisfy, as the planner uses it. */
export interface Conjunct {
  readonly path: string;
  readonly test: Test;
  /** Whether it says all that the query's condition says; a part of `$elemMatch` does not. */
  readonly whole: boolean;
}

export interface Conjuncts {
  readonly list: readonly Conjunct[];
  /** Conditions that no index can answer: they need the document. */
  readonly others: readonly Filter[];
}

/** Takes a query apart into the conditions that are joined by "and". */
export function conjunctsOf(filter: Filter): Conjuncts {
  const list: Conjunct[] = [];
  const others: Filter[] = [];
  collect(filter, list, others);
  return { list, others };
}

function collect(filter: Filter, list: Conjunct[], others: Filter[]): void {
  if (filter.kind === 'and') {
    for (const item of filter.items) collect(item, list, others);
    return;
  }
  // A path with a position in it may mean an element or a field of that name.
  if (filter.kind !== 'field' || filter.path.parts.some(isArrayIndex)) {
    if (filter.kind !== 'constant' || !filter.value) others.push(filter);
    return;
  }
  collectTest(filter.path.text, filter.test, list, others);
}

function collectTest(path: string, test: Test, list: Conjunct[], others: Filter[]): void {
  if (test.op === 'every') {
    for (const part of test.tests) collectTest(path, part, list, others);
    return;
  }
  if (dependsOnCollation(test)) {
    others.push({ kind: 'field', path: parsePath(path), test });
    return;
  }
  list.push({ path, test, whole: true });
  if (test.op === 'elementFilter') {
    for (const inner of conjunctsOf(test.filter).list) {
      list.push({ path: parsePath(`${path}.${inner.path}`).text, test: inner.test, whole: false });
    }
  } else if (test.op === 'elementMatches') {
    const parts = test.test.op === 'every' ? test.test.tests : [test.test];
    for (const part of parts) {
      // An element that is an array itself stands in the index as one key, so its own elements bound nothing.
      const nested = part.op === 'elementFilter' || part.op === 'elementMatches' || part.op === 'every';
      if (!nested && !dependsOnCollation(part)) {
        list.push({ path, test: part, whole: false });
      }
    }
  }
}

function dependsOnCollation(test: Test): boolean {
  return test.op === 'not' ? dependsOnCollation(test.test) : isCollated(test);
}
