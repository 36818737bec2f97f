import { type Document, MongoServerError } from 'mongodb';
import mongoose from 'mongoose';

/** A query that read a whole collection, or would have with more in it. */
export interface ScannedQuery {
  collection: string;
  command: string;
  /** The names in its filter and order. */
  asks: string;
}

/** Watches the queries of this process, whose store must have been connected with `monitorCommands`. */
export function watchQueries(): { scanned(): Promise<{ looked: number; scans: ScannedQuery[] }> } {
  const seen = new Map<string, Document>();
  mongoose.connection.getClient().on('commandStarted', ({ command }) => {
    const query = explainable(command);
    if (query) seen.set(JSON.stringify(shapeOf(query)), query);
  });
  return {
    async scanned() {
      const queries = [...seen.values()];
      const scans = await Promise.all(queries.map(scanOf));
      return { looked: queries.length, scans: scans.flatMap((scan) => scan ?? []) };
    },
  };
}

/** The command as `explain` takes it, with the first of several writes; undefined for what asks for nothing. */
function explainable(command: Document): Document | undefined {
  const { lsid, txnNumber, $db, $clusterTime, writeConcern, ordered, cursor, ...rest } = command;
  const [name = ''] = Object.keys(rest);
  if (name === 'update' || name === 'delete') {
    const list = name === 'update' ? 'updates' : 'deletes';
    return { [name]: rest[name], [list]: [rest[list]?.[0]] };
  }
  if (name === 'aggregate' && typeof rest.aggregate === 'string') return { ...rest, cursor: {} };
  return ['find', 'count', 'distinct', 'findAndModify'].includes(name) ? rest : undefined;
}

/** Values apart: a thousand searches of the same kind are explained once. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : [];
  if (value === null || typeof value !== 'object') return typeof value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return 'value';
  return Object.entries(value).map(([name, inner]) => [
    name,
    ['find', 'count', 'distinct', 'findAndModify', 'aggregate', 'update', 'delete'].includes(name)
      ? inner
      : shapeOf(inner),
  ]);
}

async function scanOf(query: Document): Promise<ScannedQuery | undefined> {
  const asks = conditionsOf(query);
  if (asks === '') return undefined;
  const [command = ''] = Object.keys(query);
  const plan = await explained(query);
  return JSON.stringify(plan).includes('"COLLSCAN"')
    ? { collection: String(query[command]), command, asks }
    : undefined;
}

async function explained(query: Document): Promise<Document> {
  try {
    const { db } = mongoose.connection;
    return (await db?.command({ explain: query, verbosity: 'queryPlanner' })) ?? {};
  } catch (error) {
    // Stages that stand for no query have no plan.
    if (error instanceof MongoServerError && error.message.includes('not supported')) return {};
    throw error;
  }
}

function conditionsOf(query: Document): string {
  const filter = query.filter ?? query.query ?? query.updates?.[0]?.q ?? query.deletes?.[0]?.q;
  const stages: Document[] = query.pipeline ?? [];
  const parts = [filter, query.sort, ...stages.map((stage) => stage.$match)];
  return parts.flatMap((part) => (part ? Object.keys(part) : [])).join(' ');
}
