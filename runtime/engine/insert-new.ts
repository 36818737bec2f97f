import { type Collection, MongoBulkWriteError, type OptionalUnlessRequiredId } from 'mongodb';
import type { StoredRecord } from '@/runtime/store/define-model';

const duplicateKey = 11000;

/**
 * Inserts records in one command, leaving out those that exist already (by `_id` or another unique index). Gives the
 * positions of the ones left out. Every other failure is an error.
 */
export async function insertNew<Stored extends StoredRecord>(
  collection: Collection<Stored>,
  records: Stored[],
): Promise<Set<number>> {
  if (records.length === 0) return new Set();
  try {
    // A record is whole: its `_id` is a string of ours.
    await collection.insertMany(records as OptionalUnlessRequiredId<Stored>[], { ordered: false });
    return new Set();
  } catch (error) {
    if (!isDuplicates(error)) throw error;
    return new Set(writeErrorsOf(error).map((failed) => failed.index));
  }
}

interface BulkFailure {
  writeErrors: { code: number; index: number } | { code: number; index: number }[];
  result?: { writeConcernErrors?: unknown[] };
}

function writeErrorsOf(error: BulkFailure): { code: number; index: number }[] {
  return Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
}

function isDuplicates(error: unknown): error is MongoBulkWriteError & BulkFailure {
  // Compared by name: the driver may be bundled twice.
  if (!(error instanceof Error) || error.name !== MongoBulkWriteError.name) return false;
  const failures = writeErrorsOf(error as unknown as BulkFailure);
  return failures.length > 0 && failures.every((failed) => failed.code === duplicateKey);
}
