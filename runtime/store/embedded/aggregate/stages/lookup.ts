import { decodeDocument } from '../../bson/decode';
import { type Doc, docOf, Regex, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import { PAUSE, type Pause } from '../../plan/budget';
import { choosePlan } from '../../plan/choose-plan';
import { findRows } from '../../plan/rows';
import { parseFilter } from '../../query/parse';
import { evaluate } from '../evaluate';
import { parseExpression } from '../expression';
import { valueAt } from '../parser';
import type { Documents, Stage, StageContext, StageParser } from '../stage';

/** `$lookup`: joins documents of another collection of the same database. */
export const parseLookup: StageParser = (argument, { variables, parsePipeline }): Stage => {
  if (!(argument instanceof Map)) throw new CommandError(9, 'the $lookup specification must be an Object');
  for (const key of argument.keys()) {
    if (!['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'].includes(key)) {
      throw new CommandError(9, `unknown argument to $lookup: ${key}`);
    }
  }
  const text = (name: string): string | undefined => {
    const value = argument.get(name);
    if (value === undefined || typeof value === 'string') return value;
    throw new CommandError(9, `$lookup argument '${name}' must be a string`);
  };
  const from = text('from');
  const as = text('as');
  if (from === undefined) throw new CommandError(9, `missing 'from' option to $lookup stage specification`);
  if (as === undefined) throw new CommandError(9, `must specify 'as' field for a $lookup`);
  const localField = text('localField');
  const foreignField = text('foreignField');
  if ((localField === undefined) !== (foreignField === undefined)) {
    throw new CommandError(
      9,
      '$lookup requires both or neither of localField and foreignField to be specified',
    );
  }
  const pipeline = argument.get('pipeline');
  if (localField === undefined && pipeline === undefined) {
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
    expression: parseExpression(value, variables),
  }));
  // The pipeline is read once now, so that a mistake in it is told even where no document comes by.
  if (pipeline !== undefined)
    parsePipeline(
      pipeline,
      withVariables(
        variables,
        bindings.map(({ name }): [string, Value] => [name, null]),
      ),
    );
  const local = localField?.split('.');
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
        const query =
          local === undefined || foreignField === undefined ? new Map() : joinQuery(doc, local, foreignField);
        const bound = withVariables(
          variables,
          bindings.map(({ name, expression }): [string, Value] => [
            name,
            evaluate(expression, doc, context.now) ?? null,
          ]),
        );
        const stages = pipeline === undefined ? [] : parsePipeline(pipeline, bound);
        const found = yield* collect(stages, foreign(from, query, context), context);
        yield place(doc, as.split('.'), found);
      }
    },
  };
};

function withVariables(outer: Doc | undefined, added: readonly [string, Value][]): Doc {
  return new Map([...(outer ?? []), ...added]);
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
  return foreign(from, new Map(), context);
}

function* foreign(from: string, query: Doc, context: StageContext): Documents {
  const collection = context.collection(from);
  if (collection === undefined) return;
  const filter = parseFilter(query);
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
