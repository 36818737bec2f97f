import { UNFINISHED_OUTPUT } from '../commands/pipeline-output';
import type { Store } from './store';

/**
 * Removes what a server that was killed has left half done: the gathered documents of a pipeline, and indexes whose
 * build nobody has been told the end of. Called once, before the first client.
 */
export function clearRemains(store: Store): void {
  const collections = store.catalog.all();
  const gathered = collections.filter(({ name }) => name.startsWith(UNFINISHED_OUTPUT));
  const unfinished = collections.filter(({ building }) => building.length > 0);
  if (gathered.length + unfinished.length === 0) return;
  store.commit.join();
  for (const collection of unfinished) {
    const indexes = collection.dropUnfinished();
    store.log('indexes whose build was cut off were removed', { collection: collection.namespace, indexes });
  }
  for (const collection of gathered) {
    store.catalog.drop(collection);
    store.log('the documents of an unfinished pipeline were removed', { collection: collection.namespace });
  }
  store.commit.flush();
}
