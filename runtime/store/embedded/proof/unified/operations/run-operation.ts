import type { Json, JsonObject } from '../match';
import { onClient } from './on-client';
import { onCollection } from './on-collection';
import { onDatabase } from './on-database';
import { onBucket, onCursor, onSession } from './on-others';
import type { Target } from './target';

/** Runs one operation on the driver and gives its result in the form that tests expect. */
export async function runOperation(name: string, target: Target, given: JsonObject): Promise<Json> {
  switch (target.kind) {
    case 'client':
      return onClient(name, target, given);
    case 'database':
      return onDatabase(name, target, given);
    case 'collection':
      return onCollection(name, target, given);
    case 'session':
      return onSession(name, target, given);
    case 'cursor':
      return onCursor(name, target);
    case 'bucket':
      return onBucket(name, target, given);
  }
}
