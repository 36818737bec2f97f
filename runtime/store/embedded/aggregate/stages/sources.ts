import { createHash } from 'node:crypto';
import { Binary, type Doc, docOf, integer, isDoc, UtcDate, type Value } from '../../bson/value';
import { CommandError, unsupported } from '../../errors';
import { evaluate } from '../evaluate';
import { parseExpression } from '../expression';
import type { Documents, Stage, StageContext, StageParser } from '../stage';

/** `$documents`: documents that stand in the command itself. */
export const parseDocuments: StageParser = (argument, { known }): Stage => {
  const expression = parseExpression(argument, known);
  return begins('$documents', 'database', function* ({ now }) {
    const list = evaluate(expression, new Map(), now);
    if (!Array.isArray(list) || !list.every(isDoc)) throw new CommandError(5858203, 'an array is expected');
    yield* list.filter(isDoc);
  });
};

/** `$listLocalSessions`: the sessions in use. Without a login all belong to nobody, as in MongoDB. */
export const parseListLocalSessions: StageParser = (argument): Stage => {
  if (!(argument instanceof Map))
    throw new CommandError(14, '$listLocalSessions options must be specified in an object');
  for (const name of argument.keys()) {
    if (name !== 'allUsers' && name !== 'users')
      throw new CommandError(40415, `BSON field '$listLocalSessions.${name}' is an unknown field.`);
  }
  if (argument.has('users')) throw unsupported('$listLocalSessions of some users');
  const user = new Binary(0, createHash('sha256').update('').digest());
  return begins('$listLocalSessions', 'database', function* ({ server }) {
    for (const [session, lastUse] of server.sessions()) {
      const id = new Binary(4, Buffer.from(session, 'hex'));
      yield docOf({ _id: docOf({ id, uid: user }), lastUse: new UtcDate(lastUse) });
    }
  });
};

/** `$collStats`: only the number of documents, by which drivers estimate. */
export const parseCollStats: StageParser = (argument): Stage => {
  if (!(argument instanceof Map)) throw new CommandError(40166, '$collStats must take a nested object');
  for (const name of argument.keys()) if (name !== 'count') throw unsupported(`$collStats with ${name}`);
  const counts = argument.has('count');
  return begins('$collStats', 'collection', function* ({ source, now, database }) {
    if (source === undefined) throw new CommandError(26, 'Unable to retrieve count in $collStats stage');
    const stats = docOf({ ns: `${database}.${source.name}`, localTime: new UtcDate(now) });
    if (counts) stats.set('count', integer(source.count));
    yield stats;
  });
};

/** `$indexStats`: the indexes of a collection; how often each was used is not counted. */
export const parseIndexStats: StageParser = (argument): Stage => {
  if (!(argument instanceof Map) || argument.size > 0)
    throw new CommandError(28803, 'The $indexStats stage specification must be an empty object');
  return begins('$indexStats', 'collection', function* ({ source }) {
    for (const { spec } of source?.indexes ?? []) {
      const key: Value = spec.document.get('key') ?? null;
      yield docOf({ name: spec.name, key, spec: spec.document });
    }
  });
};

function begins(
  name: string,
  kind: 'database' | 'collection',
  make: (context: StageContext) => Generator<Doc, void>,
): Stage {
  return {
    name,
    reads: new Set(),
    narrows: true,
    begins: kind,
    *run(_input: Documents, context: StageContext): Documents {
      yield* make(context);
    },
  };
}
