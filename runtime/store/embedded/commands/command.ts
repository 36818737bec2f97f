import type { Doc } from '../bson/value';
import { CommandError } from '../errors';
import type { Budget, Pause } from '../plan/budget';
import type { RetryableWrite } from '../server/retryable-writes';
import type { Access } from '../server/scram';
import type { Store } from '../server/store';
import type { Arguments } from './arguments';

/** What a command is run with. */
export interface CommandContext {
  readonly store: Store;
  readonly database: string;
  readonly args: Arguments;
  readonly budget: Budget;
  /** Milliseconds since 1970 when the command came in. */
  readonly now: number;
  readonly connection: number;
  readonly access: Access;
  /** Set for a write that the client numbered. */
  readonly retry: RetryableWrite | undefined;
  /** Whether the command has written anything. */
  readonly progress: { writing: boolean };
}

/** A command either answers at once or pauses now and then. */
export type Command = (context: CommandContext) => Doc | Generator<Pause, Doc>;

/** Throws 73 where the collection has no name. */
export function namespaceOf(context: CommandContext, name: string): string {
  if (name === '') throw new CommandError(73, `Invalid namespace specified '${context.database}.'`);
  return `${context.database}.${name}`;
}

/** Opens the transaction of this turn. A numbered write is finished in it, so that it is kept with its answer. */
export function beginWrite(context: CommandContext): void {
  context.store.commit.join();
  context.progress.writing = true;
  if (context.retry !== undefined) context.budget.hold();
}
