import { formatValue } from '../../bson/format';
import { safeInteger } from '../../bson/number';
import { sizeOf } from '../../bson/size';
import { type Doc, integer, isNumeric, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import { PAUSE, paced } from '../../plan/budget';
import { type Filter, fieldsOfFilter } from '../../query/filter';
import { matches } from '../../query/match';
import { parseFilter } from '../../query/parse';
import {
  keySize,
  parseSort,
  Sorter,
  type SortField,
  type SortOrder,
  sortOrder,
  topLevelFields,
} from '../../query/sort';
import { MemoryUse } from '../memory-use';
import type { Documents, Stage, StageContext, StageParser } from '../stage';

/** A `$match` that stands first is left to the planner. */
export interface MatchStage extends Stage {
  readonly filter: Filter;
}

export interface SortStage extends Stage {
  readonly sort: readonly SortField[];
}

export interface CountedStage extends Stage {
  readonly amount: number;
}

export const parseMatch: StageParser = (argument, { known }): MatchStage => {
  if (!(argument instanceof Map))
    throw new CommandError(15959, 'the match filter must be an expression in an object');
  const filter = parseFilter(argument, known);
  return {
    name: '$match',
    filter,
    reads: fieldsOfFilter(filter),
    narrows: false,
    *run(input, { now }) {
      for (const doc of input) if (doc === PAUSE || matches(filter, doc, now)) yield doc;
    },
  };
};

export const parseSortStage: StageParser = (argument, { known }): SortStage => {
  if (!(argument instanceof Map))
    throw new CommandError(15973, 'the $sort key specification must be an object');
  if (argument.size === 0) throw new CommandError(15976, '$sort stage must have at least one sort key');
  const sort = parseSort(argument);
  const order = sortOrder(sort, known.collation);
  return {
    name: '$sort',
    sort,
    reads: topLevelFields(sort),
    narrows: false,
    run: (input, context) => sorted(input, order, context),
  };
};

function* sorted(input: Documents, order: SortOrder, { allowDiskUse, budget }: StageContext): Documents {
  const memory = new MemoryUse('$sort', allowDiskUse);
  const sorter = new Sorter<Doc>(order, undefined, () => 0);
  for (const doc of input) {
    if (doc === PAUSE) yield doc;
    else {
      const key = order.keyOf(doc);
      memory.add(sizeOf(doc) + keySize(key));
      sorter.add(key, doc);
    }
  }
  yield* paced(sorter.sorted(), budget);
}

export const parseLimit: StageParser = (argument): CountedStage => {
  const amount = wholeAmount('$limit', argument);
  if (amount === 0) throw new CommandError(15958, 'the limit must be positive');
  return {
    name: '$limit',
    amount,
    reads: new Set(),
    narrows: false,
    *run(input) {
      let taken = 0;
      for (const doc of input) {
        yield doc;
        if (doc !== PAUSE) taken += 1;
        if (taken === amount) return;
      }
    },
  };
};

export const parseSkip: StageParser = (argument): CountedStage => {
  const amount = wholeAmount('$skip', argument);
  return {
    name: '$skip',
    amount,
    reads: new Set(),
    narrows: false,
    *run(input) {
      let skipped = 0;
      for (const doc of input) {
        if (doc === PAUSE || skipped === amount) yield doc;
        else skipped += 1;
      }
    },
  };
};

function wholeAmount(name: '$limit' | '$skip', argument: Value): number {
  const amount = isNumeric(argument) ? safeInteger(argument) : undefined;
  if (amount === undefined || amount < 0) {
    const code = name === '$limit' ? 5107201 : 5107200;
    throw new CommandError(
      code,
      `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${formatValue(argument)}`,
    );
  }
  return amount;
}

export const parseCount: StageParser = (argument): Stage => {
  if (typeof argument !== 'string' || argument === '')
    throw new CommandError(40156, 'the count field must be a non-empty string');
  if (argument.startsWith('$')) throw new CommandError(40158, 'the count field cannot be a $-prefixed path');
  if (argument.includes('.')) throw new CommandError(40160, `the count field cannot contain '.'`);
  return {
    name: '$count',
    reads: new Set(),
    narrows: true,
    *run(input) {
      let total = 0;
      for (const doc of input) {
        if (doc === PAUSE) yield doc;
        else total += 1;
      }
      if (total > 0) yield new Map([[argument, integer(total)]]);
    },
  };
};
