import type { Doc } from '../bson/value';
import { CommandError } from '../errors';
import type { CommandContext } from './command';

/** `configureFailPoint`: only where the server is started for tests. */
export function configureFailPoint({ store, args }: CommandContext): Doc {
  if (store.failPoints === undefined) throw new CommandError(59, "no such command: 'configureFailPoint'");
  args.allow('mode', 'data');
  return store.failPoints.configure(args.doc);
}
