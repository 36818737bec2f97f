import { type Doc, docOf } from '../bson/value';
import { CommandError } from '../errors';
import { parseIndexSpec } from '../index/index-spec';
import { parseValidator, VALIDATION_OPTIONS } from '../validation/validator';
import { readIndexChange } from './coll-mod-index';
import { beginWrite, type CommandContext, namespaceOf } from './command';
import { viewDefinition } from './create-view';

/** `collMod`, for what a collection asks of its documents and for its indexes: https://www.mongodb.com/docs/manual/reference/command/collMod/ */
export function collMod(context: CommandContext): Doc {
  const { args, store } = context;
  args.allow(...VALIDATION_OPTIONS, ...NOT_HERE, 'index', 'viewOn', 'pipeline', 'dryRun');
  args.refuse(...NOT_HERE, 'dryRun');
  const namespace = namespaceOf(context, args.string('collMod'));
  const view = store.catalog.views.find(namespace);
  if (view !== undefined) {
    const other = [...VALIDATION_OPTIONS, 'index'].find((name) => args.get(name) !== undefined);
    if (other !== undefined) throw new CommandError(72, `the option '${other}' cannot be used for a view`);
    if (args.get('viewOn') === undefined || args.get('pipeline') === undefined)
      throw new CommandError(72, "Must specify both 'viewOn' and 'pipeline' when modifying a view");
    beginWrite(context);
    store.catalog.views.put({ namespace, ...viewDefinition(context) });
    return docOf({ ok: 1 });
  }
  if (args.get('viewOn') !== undefined || args.get('pipeline') !== undefined)
    throw new CommandError(72, `'viewOn' and 'pipeline' are for views, and ${namespace} is none`);
  const collection = store.catalog.find(namespace);
  if (collection === undefined) throw new CommandError(26, `ns does not exist: ${namespace}`);
  const wanted = args.document('index');
  const change = wanted === undefined ? undefined : readIndexChange(collection, wanted);
  const options = changedOptions(context, collection.options);
  if (change === undefined && options === undefined) return docOf({ ok: 1 });
  beginWrite(context);
  if (options !== undefined) collection.changeOptions(options);
  if (change !== undefined) collection.changeIndex(change.index, parseIndexSpec(change.document));
  return new Map([...(change?.told ?? []), ['ok', 1]]);
}

/** What the collection asks of its documents from now on; undefined where that stays. */
function changedOptions({ args }: CommandContext, before: Doc): Doc | undefined {
  const given = VALIDATION_OPTIONS.filter((name) => args.get(name) !== undefined);
  if (given.length === 0) return undefined;
  const options: Doc = new Map([['validationLevel', 'strict'], ['validationAction', 'error'], ...before]);
  for (const name of given) options.set(name, args.get(name) ?? null);
  const validator = options.get('validator');
  if (validator instanceof Map && validator.size === 0) options.delete('validator');
  parseValidator(options);
  return options;
}

/** What else MongoDB changes by this command. */
const NOT_HERE = [
  'changeStreamPreAndPostImages',
  'expireAfterSeconds',
  'timeseries',
  'cappedSize',
  'cappedMax',
  'recordPreImages',
  'isUnsplittable',
];
