import { CommandError } from '../errors';
import type { BuildingIndex } from '../index/building-index';
import type { IndexSpec } from '../index/index-spec';
import { PAUSE, type Pause } from '../plan/budget';
import type { Collection } from '../storage/collection';
import { beginWrite, type CommandContext } from './command';

/** So many documents are read, or entries brought in, between two looks at the clock. */
const PORTION = 64;
/** With so many bytes of entries gathered they are brought in before more documents are read. */
const MOST_GATHERED = 64 * 1024 * 1024;

/**
 * Builds indexes over what is there, in slices, so that nobody waits long: other clients read and write meanwhile.
 * All of them are there afterwards, or none.
 */
export function* buildIndexes(
  context: CommandContext,
  collection: Collection,
  specs: readonly IndexSpec[],
): Generator<Pause, void> {
  const { namespace } = collection;
  beginWrite(context);
  const building = specs.map((spec) => collection.beginIndex(spec));
  try {
    let after: number | undefined = 0;
    while (after !== undefined) {
      yield* letOthersIn(context, collection, building);
      after = collection.gather(building, after, PORTION);
      const bytes = building.reduce((sum, one) => sum + one.gatheredBytes, 0);
      if (after === undefined || bytes > MOST_GATHERED) yield* settle(context, collection, building);
    }
    for (const one of building) if (one.failure !== undefined) throw one.failure;
  } catch (error) {
    abandon(context, namespace, building);
    throw error;
  }
  beginWrite(context);
  for (const one of building) collection.finishIndex(one);
}

/** Brings in what was gathered, in the order of the keys. */
function* settle(
  context: CommandContext,
  collection: Collection,
  building: readonly BuildingIndex[],
): Generator<Pause, void> {
  for (const one of building) {
    let at = 0;
    for (const entry of one.settling()) {
      if (at % PORTION === 0) {
        yield* letOthersIn(context, collection, building);
        beginWrite(context);
      }
      collection.settle(one, entry);
      at += 1;
    }
  }
}

function* letOthersIn(
  context: CommandContext,
  collection: Collection,
  building: readonly BuildingIndex[],
): Generator<Pause, void> {
  if (!context.budget.spent()) return;
  yield PAUSE;
  context.budget.resume();
  checkStillThere(collection, building);
}

/** The collection may have been dropped meanwhile, or read anew from the disk after an error. */
function checkStillThere(collection: Collection, building: readonly BuildingIndex[]): void {
  if (collection.dropped)
    throw new CommandError(
      276,
      `Index build failed: ${building.map(({ index }) => index.spec.name).join(', ')}: collection ${collection.namespace} dropped or reloaded`,
    );
  for (const { failure } of building) if (failure !== undefined) throw failure;
}

function abandon(context: CommandContext, namespace: string, building: readonly BuildingIndex[]): void {
  const collection = context.store.catalog.find(namespace);
  const trees = new Set(building.map(({ index }) => index.tree));
  const rest = collection?.building.filter(({ index }) => trees.has(index.tree)) ?? [];
  if (rest.length > 0) beginWrite(context);
  for (const one of rest) collection?.abandonIndex(one);
}
