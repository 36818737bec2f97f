import { fieldsOfPipeline, parsePipeline } from '../aggregate/pipeline';
import { Collation } from '../bson/collation';
import { type Doc, docOf, integer, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { PAUSE, type Pause } from '../plan/budget';
import { choosePlan } from '../plan/choose-plan';
import { type FindQuestion, orderedRows } from '../query/find-stream';
import { parseFilter } from '../query/parse';
import { parseSort } from '../query/sort';
import type { Collection } from '../storage/collection';
import { allowArguments, sourceOf } from './aggregate';
import { Arguments } from './arguments';
import { type CommandContext, namespaceOf } from './command';
import { COUNT_OPTIONS } from './count';
import { checkDeleteStatement, DELETE_OPTIONS } from './delete';
import { describeWinningPlan } from './describe-plan';
import { DISTINCT_OPTIONS } from './distinct';
import { FIND_OPTIONS } from './find';
import { FIND_AND_MODIFY_OPTIONS } from './find-and-modify';
import { knownOf } from './known-of';
import { pushDown } from './pipeline-stream';
import { checkUpdateStatement, UPDATE_OPTIONS } from './update';

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
      args.allow(...FIND_OPTIONS);
      return plainQuestion(context, name, args.document('filter'), {
        sort: args.document('sort'),
        skip: args.count('skip'),
        limit: args.count('limit'),
        hint: args.get('hint'),
        projected: (args.document('projection')?.size ?? 0) > 0,
      });
    case 'count':
      args.allow(...COUNT_OPTIONS);
      return plainQuestion(context, name, args.document('query'), {
        hint: args.get('hint'),
        action: 'COUNT',
      });
    case 'distinct':
      args.allow(...DISTINCT_OPTIONS);
      return plainQuestion(context, name, args.document('query'), { action: 'DISTINCT' });
    case 'aggregate':
      return pipelineQuestion(context);
    case 'update':
    case 'delete':
      return statementQuestion(context, name, args.documents(name === 'update' ? 'updates' : 'deletes'));
    case 'findAndModify':
    case 'findandmodify':
      args.allow(...FIND_AND_MODIFY_OPTIONS);
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
  readonly collation?: Collation | undefined;
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
  const collation = details.collation ?? args.collation();
  const filter = parseFilter(query ?? new Map(), knownOf(args.document('let'), now, collation));
  const limit = details.limit === 0 ? undefined : details.limit;
  return {
    namespace: namespaceOf(context, args.string(name)),
    query: query ?? new Map(),
    question: {
      filter,
      sort: parseSort(details.sort ?? new Map()),
      collation,
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
  context.args.allow(...(name === 'update' ? UPDATE_OPTIONS : DELETE_OPTIONS));
  if (name === 'update') checkUpdateStatement(statement);
  else checkDeleteStatement(statement);
  const query = statement.get('q');
  const one = name === 'update' ? statement.get('multi') !== true : statement.get('limit') === 1;
  return plainQuestion(context, name, query instanceof Map ? query : undefined, {
    hint: statement.get('hint'),
    collation: Collation.parse(statement.get('collation')),
    limit: one ? 1 : undefined,
    action: name === 'update' ? 'UPDATE' : 'DELETE',
  });
}

function pipelineQuestion(context: CommandContext): Asked {
  allowArguments(context);
  const { args, now, database } = context;
  const pipeline = args.get('pipeline') ?? null;
  const known = knownOf(args.document('let'), now, args.collation());
  const stages = parsePipeline(pipeline, known, { database });
  const namespace = sourceOf(context, stages);
  if (stages[0]?.begins !== undefined) throw unsupported(`explain of ${stages[0].name}`, 20);
  const { question, rest } = pushDown(context, stages, known.collation);
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
  if (context.store.catalog.views.find(namespace) !== undefined) throw unsupported('explain of a view', 166);
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
  const { skip, limit } = asked.question;
  const most = limit === undefined ? undefined : limit + skip;
  const plan = choosePlan(collection, { ...asked.question, most });
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
