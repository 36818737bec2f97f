import type { Category, ClassifierModel } from './classifier-model';
import { createRecentlyUsed } from './recently-used';
import { trainClassifier } from './train-classifier';
import { trainElsewhere } from './train-elsewhere';

export interface BackgroundModelsOptions {
  /** Up to so many examples are learnt on the spot: that takes a few milliseconds, less than a process takes to start. */
  examplesOnTheSpot: number;
  /** Models that are kept. */
  kept: number;
  train(categories: readonly Required<Category>[]): Promise<ClassifierModel>;
}

export interface BackgroundModels {
  /**
   * A model for these examples. While they are being learnt, the model that `owner` had before answers; only an owner without any
   * waits.
   * @param owner who asks: the node of a flow. Its examples change with the versions of the flow.
   */
  modelFor(
    owner: string,
    categories: readonly Required<Category>[],
  ): ClassifierModel | Promise<ClassifierModel>;
  /** Resolves when nothing is being learnt any more. */
  idle(): Promise<void>;
}

const defaults: BackgroundModelsOptions = { examplesOnTheSpot: 60, kept: 50, train: trainElsewhere };

/** Keeps learnt models by what they were learnt from, so that flow versions with the same examples share one. */
export function createBackgroundModels(options: Partial<BackgroundModelsOptions> = {}): BackgroundModels {
  const { examplesOnTheSpot, kept, train } = { ...defaults, ...options };
  const models = createRecentlyUsed<ClassifierModel>(kept);
  /** What an owner's last model was learnt from. */
  const lastOf = createRecentlyUsed<string>(kept);
  const learning = new Map<string, Promise<ClassifierModel>>();

  /** Where no process can be had, learning here and now is better than failing. */
  function learn(key: string, categories: readonly Required<Category>[]): Promise<ClassifierModel> {
    const begun = train(categories)
      .catch(() => trainClassifier(categories))
      .then((model) => models.keep(key, model))
      .finally(() => learning.delete(key));
    learning.set(key, begun);
    return begun;
  }

  return {
    modelFor(owner, categories) {
      const key = keyOf(categories);
      const known = models.take(key) ?? learntOnTheSpot(key, categories);
      if (known) {
        lastOf.keep(owner, key);
        return known;
      }
      const before = models.peek(lastOf.peek(owner) ?? '');
      const model = (learning.get(key) ?? learn(key, categories)).then((learnt) => {
        lastOf.keep(owner, key);
        return learnt;
      });
      return before ?? model;
    },
    async idle() {
      while (learning.size > 0) await Promise.all(learning.values());
    },
  };

  function learntOnTheSpot(
    key: string,
    categories: readonly Required<Category>[],
  ): ClassifierModel | undefined {
    const count = categories.reduce((sum, { examples }) => sum + examples.length, 0);
    return count <= examplesOnTheSpot ? models.keep(key, trainClassifier(categories)) : undefined;
  }
}

/** Lists of a thousand examples come again and again: what tells them apart is written out once for each. */
const keys = new WeakMap<readonly Required<Category>[], string>();

function keyOf(categories: readonly Required<Category>[]): string {
  const known = keys.get(categories);
  if (known !== undefined) return known;
  const key = JSON.stringify(categories.map(({ id, label, examples }) => [id, label, examples]));
  keys.set(categories, key);
  return key;
}
