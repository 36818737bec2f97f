import type { Doc } from '../bson/value';
import { CommandError } from '../errors';
import type { Index } from './index';

/**
 * An index that is being built. Writers keep it in step from the beginning; a document that the build has not reached
 * yet is read then, as it is then. A write never fails because of it: what does not fit ends the build.
 */
export class BuildingIndex {
  /** Why the build cannot be finished. */
  failure: CommandError | undefined;

  constructor(
    readonly index: Index,
    private readonly namespace: string,
  ) {}

  added(doc: Doc, record: number): void {
    this.unlessFailed(() => {
      const entries = this.index.entriesOf(doc, record);
      this.index.refuseDuplicates(entries, record, this.namespace);
      this.index.add(entries, record);
    });
  }

  removed(doc: Doc, record: number): void {
    this.unlessFailed(() => this.index.removeOwn(this.index.entriesOf(doc, record), record));
  }

  replaced(before: Doc, after: Doc, record: number): void {
    this.removed(before, record);
    this.added(after, record);
  }

  private unlessFailed(work: () => void): void {
    if (this.failure !== undefined) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.failure = error;
    }
  }
}
