import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { type Doc, docOf, integer, type Value } from '../bson/value';
import { unsupported } from '../errors';
import { PAUSE } from '../plan/budget';
import type { Known } from '../query/known';
import type { Projection } from '../query/projection';
import type { DocumentStream } from '../server/cursors';
import type { CommandContext } from './command';
import { pipelineStream } from './pipeline-stream';

/** A `find` on a view: its parts become stages behind those of the view. */
export function* viewStream(
  context: CommandContext,
  namespace: string,
  known: Known,
  projection: Projection | undefined,
): DocumentStream {
  const { args, now } = context;
  const stages = queryStages(
    args.document('filter'),
    args.count('skip'),
    args.count('limit'),
    args.document('sort'),
  );
  const { stream } = pipelineStream(context, { namespace, pipeline: stages, known });
  for (const bytes of stream) {
    if (bytes === PAUSE || projection === undefined) yield bytes;
    else yield encodeDocument(projection.apply(decodeDocument(bytes, 0, projection.fields), now));
  }
}

/** The documents of a view that a query finds, from one place on and up to a number. */
export function* viewDocuments(
  context: CommandContext,
  namespace: string,
  known: Known,
  limits: { readonly skip?: number; readonly limit?: number } = {},
): Generator<Doc | typeof PAUSE, void> {
  const pipeline = queryStages(context.args.document('query'), limits.skip, limits.limit, undefined);
  const { stream } = pipelineStream(context, { namespace, pipeline, known });
  for (const bytes of stream) yield bytes === PAUSE ? bytes : decodeDocument(bytes);
}

function queryStages(
  filter: Doc | undefined,
  skip: number | undefined,
  limit: number | undefined,
  sort: Doc | undefined,
): Value[] {
  if (sort?.has('$natural')) throw unsupported('the sort $natural on a view', 167);
  const stages: Value[] = [docOf({ $match: filter ?? new Map() })];
  if (sort !== undefined && sort.size > 0) stages.push(docOf({ $sort: sort }));
  if (skip !== undefined && skip > 0) stages.push(docOf({ $skip: integer(skip) }));
  if (limit !== undefined && limit > 0) stages.push(docOf({ $limit: integer(limit) }));
  return stages;
}
