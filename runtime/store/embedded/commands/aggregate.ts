import { parsePipeline } from '../aggregate/pipeline';
import type { Stage } from '../aggregate/stage';
import { toNumber } from '../bson/number';
import { type Doc, isNumeric } from '../bson/value';
import { CommandError } from '../errors';
import { PAUSE, type Pause } from '../plan/budget';
import { cursorReply, firstBatch } from './batch';
import { type CommandContext, namespaceOf } from './command';
import { knownOf } from './known-of';
import { pipelineStream } from './pipeline-stream';

/** `aggregate`: https://www.mongodb.com/docs/manual/reference/command/aggregate/ */
export function* aggregate(context: CommandContext): Generator<Pause, Doc> {
  const { args, store, budget, database } = context;
  allowArguments(context);
  const known = knownOf(args.document('let'), context.now, args.collation());
  const own = args.get('pipeline') ?? null;
  const namespace = sourceOf(context, parsePipeline(own, known, { database }));
  const cursor = args.document('cursor');
  if (cursor === undefined)
    throw new CommandError(
      9,
      `The 'cursor' option is required, except for aggregate with the explain argument`,
    );
  const batchSize = args.cursorBatch();
  const { stream, stages } = pipelineStream(context, { namespace, pipeline: own, known });
  if (stages.at(-1)?.writes === true) {
    checkReadConcern(context, stages);
    // A pipeline that writes is done at once and gives nothing, whatever the batch size.
    for (const item of stream) if (item === PAUSE) yield item;
    return cursorReply('firstBatch', [], 0n, namespace);
  }
  return yield* firstBatch(store.cursors, {
    namespace,
    stream,
    budget,
    batchSize,
    single: false,
    timesOut: true,
  });
}

export function allowArguments({ args }: CommandContext): void {
  args.allow(
    'pipeline',
    'cursor',
    'allowDiskUse',
    'hint',
    'let',
    'collation',
    'bypassDocumentValidation',
    'explain',
  );
}

/** The namespace of the command; a pipeline that begins with no collection has one that nothing is kept under. */
export function sourceOf(context: CommandContext, stages: readonly Stage[]): string {
  const name = context.args.get('aggregate');
  const [first] = stages;
  if (typeof name === 'string') {
    if (first?.begins === 'database')
      throw new CommandError(
        73,
        `${first.name} must be run against the database with {aggregate: 1}, not a collection`,
      );
    return namespaceOf(context, name);
  }
  if (!isNumeric(name) || toNumber(name) !== 1)
    throw new CommandError(
      9,
      "Invalid command format: the 'aggregate' field must specify a collection name or 1",
    );
  if (first?.begins !== 'database')
    throw new CommandError(
      73,
      `{aggregate: 1} is not valid for '${first?.name ?? 'an empty pipeline'}'; a collection is required.`,
    );
  return `${context.database}.$cmd.aggregate`;
}

function checkReadConcern({ args }: CommandContext, stages: readonly Stage[]): void {
  const concern = args.get('readConcern');
  const level = concern instanceof Map ? concern.get('level') : undefined;
  if (level === 'linearizable')
    throw new CommandError(
      72,
      `${stages.at(-1)?.name ?? ''} cannot be used with a 'linearizable' read concern level`,
    );
}
