import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { docOf, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Storage } from './storage';

/** A name under which a pipeline over a collection, or over another view, is read. */
export interface View {
  readonly namespace: string;
  /** The name of the collection or view of the same database that it reads. */
  readonly viewOn: string;
  readonly pipeline: readonly Value[];
}

const PREFIX = 'view:';
/** So many views may stand on one another, as in MongoDB. */
const MOST_DEPTH = 20;

/** All views of all databases, by namespace. */
export class Views {
  private views = new Map<string, View>();

  constructor(private readonly storage: Storage) {}

  /** Reads everything anew from the disk. */
  load(): void {
    this.views = new Map();
    for (const [name, saved] of this.storage.named.withPrefix(PREFIX)) {
      const namespace = name.slice(PREFIX.length);
      const doc = decodeDocument(saved);
      const pipeline = doc.get('pipeline');
      this.views.set(namespace, {
        namespace,
        viewOn: String(doc.get('viewOn')),
        pipeline: Array.isArray(pipeline) ? pipeline : [],
      });
    }
  }

  find(namespace: string): View | undefined {
    return this.views.get(namespace);
  }

  inDatabase(database: string): View[] {
    return [...this.views.values()].filter(({ namespace }) => databaseOf(namespace) === database);
  }

  /** Keeps a view, in the place of the one of its name. Throws where it would stand on itself or on too many. */
  put(view: View): void {
    const before = this.views.get(view.namespace);
    this.views.set(view.namespace, view);
    try {
      for (const one of this.inDatabase(databaseOf(view.namespace))) this.resolve(one);
    } catch (error) {
      if (before === undefined) this.views.delete(view.namespace);
      else this.views.set(view.namespace, before);
      throw error;
    }
    const { namespace, viewOn, pipeline } = view;
    this.storage.named.put(PREFIX + namespace, encodeDocument(docOf({ viewOn, pipeline: [...pipeline] })));
  }

  drop({ namespace }: View): void {
    this.views.delete(namespace);
    this.storage.named.delete(PREFIX + namespace);
  }

  /** The collection at the bottom and the stages of all views on the way from it. */
  resolve(view: View): { readonly namespace: string; readonly pipeline: readonly Value[] } {
    let { pipeline } = view;
    const seen = new Set([view.namespace]);
    let namespace = `${databaseOf(view.namespace)}.${view.viewOn}`;
    for (let next = this.views.get(namespace); next !== undefined; next = this.views.get(namespace)) {
      if (seen.has(namespace))
        throw new CommandError(5, `View cycle detected: ${[...seen, namespace].join(' => ')}`);
      seen.add(namespace);
      if (seen.size > MOST_DEPTH)
        throw new CommandError(165, `View depth limit exceeded; maximum depth is ${MOST_DEPTH}`);
      pipeline = [...next.pipeline, ...pipeline];
      namespace = `${databaseOf(namespace)}.${next.viewOn}`;
    }
    return { namespace, pipeline };
  }
}

function databaseOf(namespace: string): string {
  return namespace.slice(0, namespace.indexOf('.'));
}
