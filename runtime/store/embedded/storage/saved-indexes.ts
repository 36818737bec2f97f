import { type Doc, docOf, integer, isDoc, type Value } from '../bson/value';
import type { BuildingIndex } from '../index/building-index';
import { Index } from '../index/index';
import { parseIndexSpec } from '../index/index-spec';
import type { Storage } from './storage';

/** A collection's indexes as they are kept in its entry of the catalog. */
export interface SavedIndexes {
  readonly whole: Index[];
  /** Those that a server which was killed did not finish. */
  readonly unfinished: Index[];
}

export function readIndexes(storage: Storage, list: Value | undefined): SavedIndexes {
  const entries = (Array.isArray(list) ? list : []).filter(isDoc);
  const isUnfinished = (entry: Doc): boolean => entry.get('building') === true;
  return {
    whole: entries.filter((entry) => !isUnfinished(entry)).map((entry) => readIndex(storage, entry)),
    unfinished: entries.filter(isUnfinished).map((entry) => readIndex(storage, entry)),
  };
}

function readIndex(storage: Storage, entry: Doc): Index {
  const spec = entry.get('spec');
  const multikey = entry.get('multikey');
  return new Index(
    storage,
    parseIndexSpec(isDoc(spec) ? spec : docOf({})),
    Number(entry.get('tree')),
    Array.isArray(multikey) ? multikey.map((flag) => flag === true) : [],
  );
}

export function writeIndexes(whole: readonly Index[], unfinished: readonly BuildingIndex[]): Value[] {
  const saved = (index: Index, building: boolean): Doc =>
    docOf({
      spec: index.spec.document,
      tree: integer(index.tree),
      multikey: [...index.multikey],
      building: building || undefined,
    });
  return [...whole.map((index) => saved(index, false)), ...unfinished.map(({ index }) => saved(index, true))];
}
