import type { Doc, Value } from '../bson/value';
import type { Budget, Pause } from '../plan/budget';
import type { Collection } from '../storage/collection';

export type Documents = Generator<Doc | Pause, void>;

/** One step of a pipeline. */
export interface Stage {
  readonly name: string;
  readonly run: (input: Documents, context: StageContext) => Documents;
  /** The top-level fields it reads; undefined where all. */
  readonly reads: ReadonlySet<string> | undefined;
  /** Whether fields that it does not read are gone behind it. */
  readonly narrows: boolean;
}

export interface StageContext {
  readonly now: number;
  readonly budget: Budget;
  readonly database: string;
  readonly collection: (name: string) => Collection | undefined;
}

/** Reads a stage's argument. `parsePipeline` reads pipelines within it. */
export type StageParser = (argument: Value, context: StageParserContext) => Stage;

export interface StageParserContext {
  readonly name: string;
  readonly variables: Doc | undefined;
  readonly parsePipeline: (stages: Value, variables: Doc | undefined) => Stage[];
}
