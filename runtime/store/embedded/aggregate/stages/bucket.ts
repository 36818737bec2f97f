import { compareValues, typeOrder } from '../../bson/compare';
import type { Doc, Value } from '../../bson/value';
import { CommandError } from '../../errors';
import type { Known } from '../../query/known';
import { evaluate } from '../evaluate';
import { type Expression, parseExpression } from '../expression';
import type { Stage, StageParser } from '../stage';
import { groupStage, parseAccumulators } from './group';

/** `$bucket`: groups by ranges. */
export const parseBucket: StageParser = (argument, { known, parsePipeline }): Stage => {
  if (!(argument instanceof Map))
    throw new CommandError(40201, 'Argument to $bucket stage must be an object');
  for (const key of argument.keys()) {
    if (!['groupBy', 'boundaries', 'default', 'output'].includes(key))
      throw new CommandError(40197, `Unrecognized option to $bucket: ${key}.`);
  }
  const groupBy = argument.get('groupBy');
  const isExpression = groupBy instanceof Map || (typeof groupBy === 'string' && groupBy.startsWith('$'));
  if (groupBy === undefined || !isExpression) {
    throw new CommandError(
      40202,
      `The $bucket 'groupBy' field must be defined as a $-prefixed path or an expression`,
    );
  }
  const boundaries = checkedBoundaries(argument.get('boundaries'), known);
  const fallback = argument.get('default');
  checkDefault(fallback, boundaries, known);
  const by = parseExpression(groupBy, known);
  const key: Expression = {
    fields: by.fields,
    run: (scope) => bucketOf(by.run(scope), boundaries, fallback, known),
  };
  const output = argument.get('output') ?? new Map([['count', new Map([['$sum', 1]])]]);
  if (!(output instanceof Map)) throw new CommandError(40196, `The $bucket 'output' field must be an object`);
  const group = groupStage(key, parseAccumulators(output, known), known);
  const sort = parsePipeline([new Map([['$sort', new Map([['_id', 1]])]])], known);
  return {
    ...group,
    name: '$bucket',
    run: (input, context) =>
      sort.reduce((source, stage) => stage.run(source, context), group.run(input, context)),
  };
};

function checkedBoundaries(value: Value | undefined, { collation }: Known): Value[] {
  if (!Array.isArray(value)) throw new CommandError(40200, `The $bucket 'boundaries' field must be an array`);
  const boundaries = value.map((item) => evaluate(parseExpression(item), NO_DOCUMENT, 0) ?? null);
  if (boundaries.length < 2)
    throw new CommandError(40192, `The $bucket 'boundaries' field must have at least 2 values`);
  for (let at = 1; at < boundaries.length; at += 1) {
    if (typeOrder(boundaries[at - 1]) !== typeOrder(boundaries[at])) {
      throw new CommandError(
        40193,
        `All values in the the 'boundaries' option to $bucket must have the same type`,
      );
    }
    if (compareValues(boundaries[at - 1], boundaries[at], collation) >= 0) {
      throw new CommandError(40194, `The 'boundaries' option to $bucket must be sorted`);
    }
  }
  return boundaries;
}

const NO_DOCUMENT: Doc = new Map();

function checkDefault(fallback: Value | undefined, boundaries: readonly Value[], { collation }: Known): void {
  if (fallback === undefined) return;
  const below = compareValues(fallback, boundaries[0], collation) < 0;
  const above = compareValues(fallback, boundaries.at(-1), collation) >= 0;
  if (!below && !above) {
    throw new CommandError(
      40199,
      `The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.`,
    );
  }
}

function bucketOf(
  value: Value | undefined,
  boundaries: readonly Value[],
  fallback: Value | undefined,
  { collation }: Known,
): Value {
  for (let at = 1; at < boundaries.length; at += 1) {
    const isWithin =
      compareValues(value, boundaries[at - 1], collation) >= 0 &&
      compareValues(value, boundaries[at], collation) < 0;
    if (isWithin) return boundaries[at - 1] ?? null;
  }
  if (fallback !== undefined) return fallback;
  throw new CommandError(
    40066,
    '$switch could not find a matching branch for an input, and no default was specified.',
  );
}
