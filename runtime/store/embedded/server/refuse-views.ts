import type { Doc } from '../bson/value';
import { CommandError } from '../errors';
import type { Views } from '../storage/views';

/** Commands that a view cannot answer: it holds nothing itself. */
const NOT_ON_VIEWS = new Set([
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
  'createIndexes',
  'dropIndexes',
  'deleteIndexes',
  'listIndexes',
  'collStats',
  'collstats',
]);

/** Throws 166 where a command is not meant for views and names one. */
export function refuseViews(views: Views, request: Doc, name: string, database: string): void {
  const target = request.get(name);
  if (typeof target !== 'string') return;
  const namespace = name === 'renameCollection' ? target : `${database}.${target}`;
  if ((NOT_ON_VIEWS.has(name) || name === 'renameCollection') && views.find(namespace) !== undefined)
    throw new CommandError(166, `Namespace ${namespace} is a view, not a collection`);
}
