import type { Doc, Value } from '../bson/value';
import type { Budget, Pause } from '../plan/budget';
import type { Known } from '../query/known';
import type { Collection } from '../storage/collection';
import type { Expression } from './scope';

export type Documents = Generator<Doc | Pause, void>;

/** One step of a pipeline. */
export interface Stage {
  readonly name: string;
  readonly run: (input: Documents, context: StageContext) => Documents;
  /** The top-level fields it reads; undefined where all. */
  readonly reads: ReadonlySet<string> | undefined;
  /** Whether fields that it does not read are gone behind it. */
  readonly narrows: boolean;
  /** Makes documents of its own and so stands first: of nothing, or about a collection. */
  readonly begins?: 'database' | 'collection';
  /** Writes its documents, so it stands last and gives none. */
  readonly writes?: boolean;
}

/** Where the stages at the end of a pipeline write to. */
export interface Output {
  /** Puts the documents in the place of everything a collection holds. */
  replaceAll(namespace: string, input: Documents): Documents;
  /** Brings the documents into a collection, one by one. */
  merge(spec: MergeSpec, input: Documents): Documents;
}

/** What `$merge` is told. */
export interface MergeSpec {
  readonly namespace: string;
  /** The fields that say which document of the collection is meant. */
  readonly on: readonly string[];
  readonly whenMatched: 'replace' | 'keepExisting' | 'merge' | 'fail' | readonly Doc[];
  readonly whenNotMatched: 'insert' | 'discard' | 'fail';
  readonly known: Known;
  readonly let: readonly { readonly name: string; readonly expression: Expression }[];
}

/** What stands behind a view. */
export interface ViewSource {
  readonly collection: Collection | undefined;
  readonly stages: readonly Stage[];
}

/** What the stages can ask of the server they run in. */
export interface StageSources {
  /** The sessions in use: the bytes of their ids as hexadecimal text, and milliseconds since 1970. */
  readonly sessions: () => [session: string, lastUse: number][];
}

export interface StageContext {
  readonly now: number;
  readonly budget: Budget;
  readonly database: string;
  readonly collection: (name: string) => Collection | undefined;
  /** What a view of that name reads; undefined where there is no such view. */
  readonly view: (name: string) => ViewSource | undefined;
  /** The collection the pipeline began with; undefined where it began with none. */
  readonly source: Collection | undefined;
  readonly output: Output;
  readonly server: StageSources;
  /** Whether a sort may use more memory than MongoDB allows without the disk. */
  readonly allowDiskUse: boolean;
}

/** Reads a stage's argument. `parsePipeline` reads pipelines within it. */
export type StageParser = (argument: Value, context: StageParserContext) => Stage;

export interface StageParserContext {
  readonly name: string;
  /** The database of the command. */
  readonly database: string;
  readonly known: Known;
  readonly parsePipeline: (stages: Value, known: Known) => Stage[];
}
