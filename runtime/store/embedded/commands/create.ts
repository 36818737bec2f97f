import { type Doc, docOf, isNumeric, typeName, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { sameValue } from '../update/same';
import { parseValidator, VALIDATION_OPTIONS } from '../validation/validator';
import type { Arguments } from './arguments';
import { beginWrite, type CommandContext, namespaceOf } from './command';
import { createView } from './create-view';

/** `create`: https://www.mongodb.com/docs/manual/reference/command/create/ */
export function create(context: CommandContext): Doc {
  const { args, store } = context;
  args.allow(
    ...VALIDATION_OPTIONS,
    ...NOT_HERE,
    ...DEPENDENT,
    'viewOn',
    'collation',
    'autoIndexId',
    'idIndex',
  );
  checkOptions(args);
  const namespace = namespaceOf(context, args.string('create'));
  if (args.get('viewOn') !== undefined) return createView(context, namespace);
  if (store.catalog.views.find(namespace) !== undefined)
    throw new CommandError(48, `A view already exists. NS: ${namespace}`);
  const options: Doc = new Map();
  for (const name of VALIDATION_OPTIONS) {
    const value = args.get(name);
    if (value !== undefined) options.set(name, value);
  }
  parseValidator(options);
  const existing = store.catalog.find(namespace);
  if (existing !== undefined) {
    // Since 7.0 making the same collection once more succeeds.
    if (sameValue(existing.options, options)) return docOf({ ok: 1 });
    throw new CommandError(48, `Collection ${namespace} already exists.`);
  }
  beginWrite(context);
  store.catalog.create(namespace, options);
  return docOf({ ok: 1 });
}

/** Options that ask for what this server does not have. */
const NOT_HERE = [
  'capped',
  'timeseries',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'encryptedFields',
  'storageEngine',
  'indexOptionDefaults',
  'temp',
  'flags',
  'recordIdsReplicated',
];

/** Options that say nothing without another one. */
const DEPENDENT = ['size', 'max', 'pipeline', 'expireAfterSeconds'];

function checkOptions(args: Arguments): void {
  args.refuse(...NOT_HERE);
  if (args.collation() !== undefined) throw unsupported('a collection with a collation');
  if (args.get('autoIndexId') === false)
    throw new CommandError(
      2,
      "The field 'autoIndexId' cannot be false: every collection has an index of _id",
    );
  for (const name of ['size', 'max']) {
    if (args.get(name) !== undefined)
      throw new CommandError(
        72,
        "the 'capped' field needs to be true when either the 'size' or 'max' fields are present",
      );
  }
  if (args.get('pipeline') !== undefined && args.get('viewOn') === undefined)
    throw new CommandError(72, "'pipeline' requires 'viewOn' to also be specified");
  if (args.get('expireAfterSeconds') !== undefined)
    throw new CommandError(
      72,
      "'expireAfterSeconds' is only supported on time-series collections or when the 'clusteredIndex' option is specified",
    );
  checkIdIndex(args.document('idIndex'));
}

/** Its only version: over `_id`, without options. */
function checkIdIndex(spec: Doc | undefined): void {
  for (const [name, value] of spec ?? []) {
    const usual =
      name === 'v' ||
      name === 'ns' ||
      (name === 'name' && value === '_id_') ||
      (name === 'key' && isIdKey(value)) ||
      (name === 'collation' && value instanceof Map && value.get('locale') === 'simple');
    if (!usual) throw unsupported(`the option ${name} of an idIndex (${typeName(value)})`, 197);
  }
}

function isIdKey(key: Value): boolean {
  if (!(key instanceof Map) || key.size !== 1) return false;
  const direction = key.get('_id');
  return isNumeric(direction) && sameValue(direction, 1);
}
