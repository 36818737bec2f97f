import { fieldsOfPipeline, parsePipeline } from '../aggregate/pipeline';
import { type Doc, docOf, integer, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { PAUSE, type Pause } from '../plan/budget';
import { choosePlan } from '../plan/choose-plan';
import { type FindQuestion, orderedRows } from '../query/find-stream';
import { parseFilter } from '../query/parse';
import { parseSort } from '../query/sort';
import type { Collection } from '../storage/collection';
import { pushDown, sourceOf } from './aggregate';
import { Arguments } from './arguments';
import { type CommandContext, namespaceOf } from './command';
import { describeWinningPlan } from './describe-plan';
import { letVariables } from './let-variables';

const VERBOSITIES: readonly Value[] = ['queryPlanner', 'executionStats', 'allPlansExecution'];

/** `explain`: how a command would find its documents. Nothing is written. */
export function* explain(context: CommandContext): Generator<Pause, Doc> {
  const { args } = context;
  args.allow('verbosity');
  const inner = args.document('explain') ?? new Map();
  const verbosity = args.get('verbosity') ?? 'allPlansExecution';
  if (!VERBOSITIES.includes(verbosity))
    throw new CommandError(
      9,
      "verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}",
    );
  const [name = ''] = inner.keys();
  const within = { ...context, args: new Arguments(inner, name) };
  const asked = questionOf(within, name, inner);
  return yield* explained(within, asked, inner, verbosity !== 'queryPlanner');
}

/** `aggregate` with `explain: true`. */
export function* explainAggregate(context: CommandContext): Generator<Pause, Doc> {
  return yield* explained(context, pipelineQuestion(context), context.args.doc, false);
}

interface Asked {
  readonly namespace: string;
  readonly query: Value;
  readonly question: FindQuestion;
  readonly projected: boolean;
  /** The stages that come behind the query, as the command has them. */
  readonly rest: readonly Value[];
  /** What is done with the documents that are found. */
  readonly action: 'UPDATE' | 'DELETE' | 'COUNT' | 'DISTINCT' | undefined;
}

function questionOf(context: CommandContext, name: string, inner: Doc): Asked {
  const { args } = context;
  switch (name) {
    case 'find':
      return plainQuestion(context, name, args.document('filter'), {
        sort: args.document('sort'),
        skip: args.count('skip'),
        limit: args.count('limit'),
        hint: args.get('hint'),
        projected: (args.document('projection')?.size ?? 0) > 0,
      });
    case 'count':
      return plainQuestion(context, name, args.document('query'), {
        hint: args.get('hint'),
        action: 'COUNT',
      });
    case 'distinct':
      return plainQuestion(context, name, args.document('query'), { action: 'DISTINCT' });
    case 'aggregate':
      return pipelineQuestion(context);
    case 'update':
    case 'delete':
      return statementQuestion(context, name, args.documents(name === 'update' ? 'updates' : 'deletes'));
    case 'findAndModify':
    case 'findandmodify':
      return plainQuestion(context, name, args.document('query'), {
        sort: args.document('sort'),
        limit: 1,
        hint: args.get('hint'),
        action: args.boolean('remove') ? 'DELETE' : 'UPDATE',
      });
    default:
      throw inner.size === 0
        ? new CommandError(59, 'Explain failed due to unknown command: ')
        : unsupported(`explain of ${name}`, 20);
  }
}

interface Details {
  readonly sort?: Doc | undefined;
  readonly skip?: number | undefined;
  readonly limit?: number | undefined;
  readonly hint?: Value | undefined;
  readonly projected?: boolean;
  readonly action?: Asked['action'];
}

function plainQuestion(
  context: CommandContext,
  name: string,
  query: Doc | undefined,
  details: Details,
): Asked {
  const { args, budget, now } = context;
  args.refuseCollation();
  const filter = parseFilter(query ?? new Map(), letVariables(args.document('let'), now));
  const limit = details.limit === 0 ? undefined : details.limit;
  return {
    namespace: namespaceOf(context, args.string(name)),
    query: query ?? new Map(),
    question: {
      filter,
      sort: parseSort(details.sort ?? new Map()),
      skip: details.skip ?? 0,
      limit,
      hint: details.hint,
      budget,
      now,
      examined: { keys: 0, documents: 0 },
    },
    projected: details.projected === true,
    rest: [],
    action: details.action,
  };
}

function statementQuestion(
  context: CommandContext,
  name: 'update' | 'delete',
  statements: readonly Doc[],
): Asked {
  const [statement] = statements;
  if (statement === undefined || statements.length > 1)
    throw new CommandError(72, 'explained write batches must be of size 1');
  const query = statement.get('q');
  const one = name === 'update' ? statement.get('multi') !== true : statement.get('limit') === 1;
  return plainQuestion(context, name, query instanceof Map ? query : undefined, {
    hint: statement.get('hint'),
    limit: one ? 1 : undefined,
    action: name === 'update' ? 'UPDATE' : 'DELETE',
  });
}

function pipelineQuestion(context: CommandContext): Asked {
  const { args, now, database } = context;
  args.refuseCollation();
  const pipeline = args.get('pipeline') ?? null;
  const stages = parsePipeline(pipeline, letVariables(args.document('let'), now), { database });
  const namespace = sourceOf(context, stages);
  if (stages[0]?.begins !== undefined) throw unsupported(`explain of ${stages[0].name}`, 20);
  const { question, rest } = pushDown(context, stages);
  const specs = Array.isArray(pipeline) ? pipeline : [];
  const [first] = specs;
  const query = first instanceof Map ? (first.get('$match') ?? new Map()) : new Map();
  return {
    namespace,
    query,
    question,
    projected: fieldsOfPipeline(rest) !== undefined,
    rest: specs.slice(specs.length - rest.length),
    action: undefined,
  };
}

function* explained(
  context: CommandContext,
  asked: Asked,
  command: Doc,
  withStats: boolean,
): Generator<Pause, Doc> {
  const { namespace, question } = asked;
  const collection = context.store.catalog.find(namespace);
  const planner = docOf({
    namespace,
    parsedQuery: asked.query,
    indexFilterSet: false,
    winningPlan: winningPlan(collection, asked),
    rejectedPlans: [],
  });
  const reply = docOf({ explainVersion: '1', queryPlanner: planner });
  if (withStats) reply.set('executionStats', yield* executionStats(collection, question));
  if (asked.rest.length > 0) {
    const cursor = docOf({ $cursor: new Map(reply) });
    reply.clear();
    reply.set('explainVersion', '1');
    reply.set('stages', [cursor, ...asked.rest]);
  }
  reply.set('command', command);
  reply.set(
    'serverInfo',
    docOf({ host: 'localhost', port: integer(0), version: '7.0.0', gitVersion: 'none' }),
  );
  reply.set('ok', 1);
  return reply;
}

function winningPlan(collection: Collection | undefined, asked: Asked): Doc {
  if (collection === undefined) return docOf({ stage: 'EOF' });
  const { filter, sort, skip, limit, hint } = asked.question;
  const most = limit === undefined ? undefined : limit + skip;
  const plan = choosePlan(collection, { filter, sort, most, hint });
  return describeWinningPlan(plan, asked.query, asked.question, asked);
}

function* executionStats(collection: Collection | undefined, question: FindQuestion): Generator<Pause, Doc> {
  const began = performance.now();
  let found = 0;
  if (collection !== undefined) {
    for (const row of orderedRows(collection, question)) {
      if (row === PAUSE) yield row;
      else found += 1;
    }
  }
  return docOf({
    executionSuccess: true,
    nReturned: integer(found),
    executionTimeMillis: integer(Math.round(performance.now() - began)),
    totalKeysExamined: integer(question.examined.keys),
    totalDocsExamined: integer(question.examined.documents),
  });
}
