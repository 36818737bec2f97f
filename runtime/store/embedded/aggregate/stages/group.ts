import { keyString } from '../../bson/key-encoding';
import { sizeOf } from '../../bson/size';
import type { Doc, Value } from '../../bson/value';
import { CommandError } from '../../errors';
import { PAUSE, paced } from '../../plan/budget';
import type { Known } from '../../query/known';
import { type Accumulator, type AccumulatorFactory, parseAccumulator } from '../accumulators';
import { evaluate } from '../evaluate';
import { type Expression, parseExpression } from '../expression';
import { MemoryUse } from '../memory-use';
import type { Stage, StageParser } from '../stage';

/** `$group`: documents of one key become one, with what the accumulators made of them. */
export const parseGroup: StageParser = (argument, { known }): Stage => {
  if (!(argument instanceof Map))
    throw new CommandError(15947, `a group's fields must be specified in an object`);
  const id = argument.get('_id');
  if (id === undefined) throw new CommandError(15955, 'a group specification must include an _id');
  const key = parseExpression(id, known);
  const fields = parseAccumulators(argument, known);
  return groupStage(key, fields, known);
};

export interface AccumulatedField {
  readonly name: string;
  readonly expression: Expression;
  readonly create: AccumulatorFactory;
}

/** The accumulators of `$group`, `$bucket`: every field but `_id`. */
export function parseAccumulators(spec: Doc, known: Known): AccumulatedField[] {
  return [...spec]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => {
      if (name.includes('.')) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`);
      if (name.startsWith('$'))
        throw new CommandError(40236, `The field name '${name}' cannot be an operator name`);
      if (!(value instanceof Map))
        throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
      if (value.size !== 1) throw new CommandError(40238, `The field '${name}' must specify one accumulator`);
      const [operator = ''] = value.keys();
      const { expression, create } = parseAccumulator(operator, value.get(operator) ?? null, known);
      return { name, expression, create };
    });
}

interface Group {
  readonly id: Value | undefined;
  readonly accumulators: Accumulator[];
}

export function groupStage(
  key: Expression,
  fields: readonly AccumulatedField[],
  { collation }: Known,
): Stage {
  return {
    name: '$group',
    reads: readsOf([key, ...fields.map((field) => field.expression)]),
    narrows: true,
    *run(input, { now, allowDiskUse, budget }) {
      const memory = new MemoryUse('$group', allowDiskUse);
      const groups = new Map<string, Group>();
      for (const doc of input) {
        if (doc === PAUSE) {
          yield doc;
          continue;
        }
        const id = evaluate(key, doc, now);
        const text = keyString(id ?? null, collation);
        let group = groups.get(text);
        if (group === undefined) {
          group = { id, accumulators: fields.map((field) => field.create()) };
          groups.set(text, group);
          memory.add(text.length + sizeOf(id) + fields.length * PER_ACCUMULATOR);
        }
        memory.add(addTo(group, fields, doc, now));
      }
      for (const group of paced(groups.values(), budget))
        yield group === PAUSE ? group : resultOf(group, fields);
    },
  };
}

/** About how many bytes an accumulator takes that keeps no list. */
const PER_ACCUMULATOR = 64;

/** Returns by how many bytes the group has grown. */
function addTo(group: Group, fields: readonly AccumulatedField[], doc: Doc, now: number): number {
  let grown = 0;
  for (const [at, field] of fields.entries()) {
    const accumulator = group.accumulators[at];
    if (accumulator === undefined) continue;
    const before = accumulator.bytes ?? 0;
    accumulator.add(evaluate(field.expression, doc, now));
    grown += (accumulator.bytes ?? 0) - before;
  }
  return grown;
}

function resultOf(group: Group, fields: readonly AccumulatedField[]): Doc {
  const result: Doc = new Map([['_id', group.id ?? null]]);
  for (const [at, field] of fields.entries()) {
    const value = group.accumulators[at]?.result();
    if (value !== undefined) result.set(field.name, value);
  }
  return result;
}

function readsOf(expressions: readonly Expression[]): ReadonlySet<string> | undefined {
  const reads = new Set<string>();
  for (const { fields } of expressions) {
    if (fields === undefined) return undefined;
    for (const field of fields) reads.add(field);
  }
  return reads;
}

/** `$sortByCount`: how often each value occurs, the commonest first. */
export const parseSortByCount: StageParser = (argument, { known, parsePipeline }): Stage => {
  const isExpression = (typeof argument === 'string' && argument.startsWith('$')) || argument instanceof Map;
  if (!isExpression)
    throw new CommandError(
      40148,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  const key = parseExpression(argument, known);
  const { expression, create } = parseAccumulator('$sum', 1, known);
  const group = groupStage(key, [{ name: 'count', expression, create }], known);
  const sort = parsePipeline([new Map([['$sort', new Map([['count', -1]])]])], known);
  return {
    ...group,
    name: '$sortByCount',
    run: (input, context) =>
      sort.reduce((source, stage) => stage.run(source, context), group.run(input, context)),
  };
};
