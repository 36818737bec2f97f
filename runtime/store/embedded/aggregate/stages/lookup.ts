import { decodeDocument } from '../../bson/decode';
import { type Doc, docOf, Regex, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import { PAUSE, type Pause } from '../../plan/budget';
import { choosePlan } from '../../plan/choose-plan';
import { findRows } from '../../plan/rows';
import type { Filter } from '../../query/filter';
import { type Known, NOTHING_KNOWN } from '../../query/known';
import { matches } from '../../query/match';
import { parseFilter } from '../../query/parse';
import type { Collection } from '../../storage/collection';
import { evaluate } from '../evaluate';
import { type Expression, parseExpression } from '../expression';
import { valueAt } from '../parser';
import type { Documents, Stage, StageContext, StageParser } from '../stage';

interface Join {
  readonly from: string;
  readonly as: readonly string[];
  /** The fields that must be equal; without them the pipeline alone says what is joined. */
  readonly fields: { readonly local: readonly string[]; readonly foreign: string } | undefined;
  readonly pipeline: Value | undefined;
  readonly bindings: readonly { readonly name: string; readonly expression: Expression }[];
}

/** `$lookup`: joins documents of another collection of the same database. */
export const parseLookup: StageParser = (argument, { known, parsePipeline }): Stage => {
  const join = parseJoin(argument, known);
  // The pipeline is read once now, so that a mistake in it is told even where no document comes by.
  if (join.pipeline !== undefined)
    parsePipeline(
      join.pipeline,
      withVariables(
        known,
        join.bindings.map(({ name }): [string, Value] => [name, null]),
      ),
    );
  return {
    name: '$lookup',
    reads: undefined,
    narrows: false,
    *run(input, context) {
      for (const doc of input) {
        if (doc === PAUSE) {
          yield doc;
          continue;
        }
        const { local, foreign: foreignField } = join.fields ?? {};
        const query =
          local === undefined || foreignField === undefined ? new Map() : joinQuery(doc, local, foreignField);
        const bound = withVariables(
          known,
          join.bindings.map(({ name, expression }): [string, Value] => [
            name,
            evaluate(expression, doc, context.now) ?? null,
          ]),
        );
        const stages = join.pipeline === undefined ? [] : parsePipeline(join.pipeline, bound);
        const found = yield* collect(stages, foreign(join.from, query, context, known), context);
        yield place(doc, join.as, found);
      }
    },
  };
};

function parseJoin(argument: Value, known: Known): Join {
  if (!(argument instanceof Map)) throw new CommandError(9, 'the $lookup specification must be an Object');
  for (const key of argument.keys()) {
    if (!['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'].includes(key)) {
      throw new CommandError(9, `unknown argument to $lookup: ${key}`);
    }
  }
  const from = textOf(argument, 'from');
  const as = textOf(argument, 'as');
  if (from === undefined) throw new CommandError(9, `missing 'from' option to $lookup stage specification`);
  if (as === undefined) throw new CommandError(9, `must specify 'as' field for a $lookup`);
  const fields = joinedFields(argument);
  const pipeline = argument.get('pipeline');
  if (fields === undefined && pipeline === undefined) {
    throw new CommandError(
      9,
      `$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified`,
    );
  }
  const lets = argument.get('let');
  if (lets !== undefined && !(lets instanceof Map))
    throw new CommandError(9, `$lookup argument 'let: ...' must be an object`);
  if (lets !== undefined && pipeline === undefined)
    throw new CommandError(9, `$lookup with a 'let' argument must also specify 'pipeline'`);
  const bindings = [...(lets ?? [])].map(([name, value]) => ({
    name,
    expression: parseExpression(value, known),
  }));
  return { from, as: as.split('.'), fields, pipeline, bindings };
}

function joinedFields(argument: Doc): Join['fields'] {
  const local = textOf(argument, 'localField');
  const foreignField = textOf(argument, 'foreignField');
  if ((local === undefined) !== (foreignField === undefined)) {
    throw new CommandError(
      9,
      '$lookup requires both or neither of localField and foreignField to be specified',
    );
  }
  if (local === undefined || foreignField === undefined) return undefined;
  return { local: local.split('.'), foreign: foreignField };
}

function textOf(argument: Doc, name: string): string | undefined {
  const value = argument.get(name);
  if (value === undefined || typeof value === 'string') return value;
  throw new CommandError(9, `$lookup argument '${name}' must be a string`);
}

function withVariables(outer: Known, added: readonly [string, Value][]): Known {
  return { ...outer, variables: new Map([...(outer.variables ?? []), ...added]) };
}

/** An absent local field joins with null; an array joins with each of its elements. */
function joinQuery(doc: Doc, local: readonly string[], foreignField: string): Doc {
  const value = valueAt(doc, local, 0);
  const wanted: Value[] = Array.isArray(value) ? value : [value ?? null];
  const plain = wanted.filter((item) => !(item instanceof Regex));
  const patterns = wanted
    .filter((item) => item instanceof Regex)
    .map((item) => docOf({ [foreignField]: docOf({ $eq: item }) }));
  const equal = docOf({ [foreignField]: docOf({ $in: plain }) });
  return patterns.length === 0 ? equal : docOf({ $or: [equal, ...patterns] });
}

/** Every document of a collection of the same database; none where there is no such collection. */
export function wholeCollection(from: string, context: StageContext): Documents {
  return foreign(from, new Map(), context, NOTHING_KNOWN);
}

/** The documents of a collection or a view that a query finds. */
function* foreign(from: string, query: Doc, context: StageContext, known: Known): Documents {
  const filter = parseFilter(query, known);
  const view = context.view(from);
  if (view === undefined) {
    yield* found(context.collection(from), filter, context);
    return;
  }
  const whole = found(view.collection, parseFilter(new Map()), context);
  for (const doc of view.stages.reduce((source, stage) => stage.run(source, context), whole))
    if (doc === PAUSE || matches(filter, doc, context.now)) yield doc;
}

function* found(collection: Collection | undefined, filter: Filter, context: StageContext): Documents {
  if (collection === undefined) return;
  const plan = choosePlan(collection, { filter, sort: [], most: undefined, hint: undefined });
  const { budget, now } = context;
  for (const row of findRows(collection, {
    plan,
    filter,
    budget,
    now,
    most: undefined,
    examined: { keys: 0, documents: 0 },
  })) {
    yield row === PAUSE ? row : decodeDocument(row.bytes);
  }
}

function* collect(
  stages: readonly Stage[],
  input: Documents,
  context: StageContext,
): Generator<Pause, Value[]> {
  const found: Value[] = [];
  for (const doc of stages.reduce((source, stage) => stage.run(source, context), input)) {
    if (doc === PAUSE) yield doc;
    else found.push(doc);
  }
  return found;
}

function place(doc: Doc, parts: readonly string[], found: Value[]): Doc {
  const [part = '', ...rest] = parts;
  const result: Doc = new Map(doc);
  const inner = result.get(part);
  result.set(part, rest.length === 0 ? found : place(inner instanceof Map ? inner : new Map(), rest, found));
  return result;
}
