import { isDoc, typeName, type Value } from '../../bson/value';
import { CommandError, unsupported } from '../../errors';
import type { Known } from '../../query/known';
import { parseExpression } from '../expression';
import type { MergeSpec, Stage, StageParser } from '../stage';

/** `$out`: https://www.mongodb.com/docs/manual/reference/operator/aggregation/out/ */
export const parseOut: StageParser = (argument, { database }): Stage => {
  const namespace = namespaceOf('$out', argument, database, ['db', 'coll', 'timeseries']);
  return {
    name: '$out',
    reads: undefined,
    narrows: false,
    writes: true,
    run: (input, context) => context.output.replaceAll(namespace, input),
  };
};

/** `$merge`: https://www.mongodb.com/docs/manual/reference/operator/aggregation/merge/ */
export const parseMerge: StageParser = (argument, { database, known }): Stage => {
  const spec = parseMergeSpec(argument, database, known);
  return {
    name: '$merge',
    reads: undefined,
    narrows: false,
    writes: true,
    run: (input, context) => context.output.merge(spec, input),
  };
};

function namespaceOf(stage: string, argument: Value, database: string, allowed: readonly string[]): string {
  if (typeof argument === 'string') return `${database}.${argument}`;
  if (!(argument instanceof Map))
    throw new CommandError(
      16990,
      `${stage} only supports a string or object argument, but found ${typeName(argument)}`,
    );
  for (const name of argument.keys()) {
    if (!allowed.includes(name))
      throw new CommandError(40415, `BSON field '${stage}.${name}' is an unknown field.`);
    if (name === 'timeseries') throw unsupported(`${stage} into a time series`);
  }
  const db = argument.get('db') ?? database;
  const coll = argument.get('coll');
  if (typeof db !== 'string' || typeof coll !== 'string')
    throw new CommandError(40414, `BSON field '${stage}.coll' is missing but a required field`);
  return `${db}.${coll}`;
}

const MERGE_OPTIONS = ['into', 'on', 'let', 'whenMatched', 'whenNotMatched'];

function parseMergeSpec(argument: Value, database: string, known: Known): MergeSpec {
  if (typeof argument === 'string')
    return { ...DEFAULTS, namespace: namespaceOf('$merge', argument, database, []), known };
  if (!(argument instanceof Map))
    throw new CommandError(
      51182,
      `$merge only supports a string or object argument, not ${typeName(argument)}`,
    );
  for (const name of argument.keys()) {
    if (!MERGE_OPTIONS.includes(name))
      throw new CommandError(40415, `BSON field '$merge.${name}' is an unknown field.`);
  }
  const into = argument.get('into');
  if (into === undefined)
    throw new CommandError(40414, `BSON field '$merge.into' is missing but a required field`);
  const lets = argument.get('let');
  if (lets !== undefined && !(lets instanceof Map))
    throw new CommandError(
      14,
      `BSON field '$merge.let' is the wrong type '${typeName(lets)}', expected type 'object'`,
    );
  const whenMatched = parseWhenMatched(argument.get('whenMatched') ?? 'merge');
  if (lets !== undefined && typeof whenMatched === 'string')
    throw new CommandError(
      51199,
      "Cannot use 'let' variables with 'whenMatched: ".concat(whenMatched, "' mode"),
    );
  return {
    namespace: namespaceOf('$merge', into, database, ['db', 'coll']),
    on: parseOn(argument.get('on') ?? '_id'),
    whenMatched,
    whenNotMatched: parseWhenNotMatched(argument.get('whenNotMatched') ?? 'insert'),
    known,
    let: [...(lets ?? [])].map(([name, value]) => ({ name, expression: parseExpression(value, known) })),
  };
}

const DEFAULTS = { on: ['_id'], whenMatched: 'merge', whenNotMatched: 'insert', let: [] } as const;

function parseOn(value: Value): string[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0)
    throw new CommandError(51187, "If explicitly specifying $merge 'on', must include at least one field");
  const fields = list.map((field) => {
    if (typeof field === 'string') return field;
    throw new CommandError(51134, `$merge 'on' array elements must be strings, but found ${typeName(field)}`);
  });
  const twice = fields.find((field, at) => fields.indexOf(field) !== at);
  if (twice !== undefined) throw new CommandError(31465, `Found a duplicate field '${twice}'`);
  return fields;
}

function parseWhenMatched(value: Value): MergeSpec['whenMatched'] {
  if (Array.isArray(value)) return value.filter(isDoc);
  if (value === 'replace' || value === 'keepExisting' || value === 'merge' || value === 'fail') return value;
  throw new CommandError(
    2,
    `Enumeration value '${String(value)}' for field 'whenMatched' is not a valid value.`,
  );
}

function parseWhenNotMatched(value: Value): MergeSpec['whenNotMatched'] {
  if (value === 'insert' || value === 'discard' || value === 'fail') return value;
  throw new CommandError(
    2,
    `Enumeration value '${String(value)}' for field '$merge.whenNotMatched' is not a valid value.`,
  );
}
