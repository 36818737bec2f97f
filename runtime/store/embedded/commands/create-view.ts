import { parsePipeline } from '../aggregate/pipeline';
import { type Doc, docOf, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { NOTHING_KNOWN } from '../query/known';
import { checkNamespace } from '../storage/catalog';
import { sameValue } from '../update/same';
import { VALIDATION_OPTIONS } from '../validation/validator';
import { beginWrite, type CommandContext } from './command';

/** `create` with `viewOn`: https://www.mongodb.com/docs/manual/core/views/ */
export function createView(context: CommandContext, namespace: string): Doc {
  const { args, store } = context;
  for (const name of [...VALIDATION_OPTIONS, 'size', 'max', 'idIndex', 'autoIndexId']) {
    if (args.get(name) !== undefined)
      throw new CommandError(72, `the option '${name}' cannot be used for a view`);
  }
  checkNamespace(namespace);
  const view = { namespace, ...viewDefinition(context) };
  const existing = store.catalog.views.find(namespace);
  if (store.catalog.find(namespace) !== undefined)
    throw new CommandError(48, `Collection ${namespace} already exists.`);
  if (existing !== undefined) {
    if (existing.viewOn === view.viewOn && sameValue([...existing.pipeline], view.pipeline))
      return docOf({ ok: 1 });
    throw new CommandError(48, `A view already exists. NS: ${namespace}`);
  }
  beginWrite(context);
  store.catalog.views.put(view);
  return docOf({ ok: 1 });
}

/** Reads `viewOn` and `pipeline`. Throws where the pipeline cannot stand in a view. */
export function viewDefinition({ args, database }: CommandContext): { viewOn: string; pipeline: Value[] } {
  const viewOn = args.string('viewOn');
  if (viewOn === '') throw new CommandError(2, "'viewOn' cannot be empty");
  const pipeline = args.get('pipeline') ?? [];
  const stages = parsePipeline(pipeline, NOTHING_KNOWN, { database });
  const wrong = stages.find(({ writes, begins }) => writes === true || begins !== undefined);
  if (wrong !== undefined)
    throw new CommandError(
      167,
      `The aggregation stage ${wrong.name} cannot be used in the definition of a view`,
    );
  return { viewOn, pipeline: Array.isArray(pipeline) ? pipeline : [] };
}
