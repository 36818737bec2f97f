import {
  damped,
  extractFeatures,
  type Feature,
  type IsPaired,
  LETTERS_VIEW,
  membersOfPair,
  readFeatures,
  type TextFeatures,
  UNKNOWN,
  VIEWS,
} from './extract-features';
import { LetterGroups } from './letter-groups';
import type { Language } from './stem-word';

/** A text as a point in the space of one model: feature numbers, their values (length 1 over all), and where from. */
export interface TextVector {
  features: Int32Array;
  values: Float32Array;
  text: TextFeatures;
  /** Per entry the words it was read from, for explanations. */
  from: readonly (readonly number[])[];
}

/**
 * The space that the examples of one model span: which features exist, how rare each is, and who has it. Rare
 * features weigh more (inverse document frequency), every view is scaled to its own share, every text to length 1;
 * the similarity of two texts is then the cosine between them.
 */
export class VectorSpace {
  readonly rows: readonly TextVector[];
  /** The numbers of the features, per view. */
  private readonly numbers = VIEWS.map(() => new Map<string, number>());
  private size = 0;
  private readonly letters = new LetterGroups();
  private readonly paired = VIEWS.map(() => new Set<string>());
  private readonly rarity: number[] = [];
  private readonly unseenRarity: number;
  private readonly postingRows: Int32Array[] = [];
  private readonly postingValues: Float32Array[] = [];

  constructor(
    texts: readonly string[],
    readonly language: Language,
    /** What was read from the texts, where that has been done already. */
    read: readonly TextFeatures[] = texts.map((text) => extractFeatures(text, language)),
  ) {
    const frequency: number[] = [];
    const count = (number: number) => {
      frequency[number] = (frequency[number] ?? 0) + 1;
    };
    for (const { words, views } of read) {
      for (const [view, features] of views.entries()) {
        for (const { key } of features) {
          for (const member of membersOfPair(view, key) ?? []) this.paired[view]?.add(member);
          count(this.numberFor(view, key));
        }
      }
      for (const number of this.letters.learn(words, () => this.newNumber())) count(number);
    }
    for (const had of frequency) this.rarity.push(Math.log((1 + texts.length) / (1 + had)) + 1);
    this.unseenRarity = Math.log(1 + texts.length) + 1;
    this.rows = read.map((text) => this.toVector(text));
    this.buildPostings();
  }

  /** Places any text, or its words, into the space; features that no example has lengthen it, so a foreign text is near to nothing. */
  place(text: string | readonly string[]): TextVector {
    const isPaired: IsPaired = (view, member) => this.paired[view]?.has(member) ?? false;
    return this.toVector(
      typeof text === 'string'
        ? extractFeatures(text, this.language, isPaired)
        : readFeatures(text, this.language, isPaired),
    );
  }

  /** Cosine similarity of a text to every row. */
  similarities(vector: TextVector): Float64Array {
    const similar = new Float64Array(this.rows.length);
    for (let entry = 0; entry < vector.features.length; entry += 1) {
      const rows = this.postingRows[vector.features[entry] ?? -1];
      const values = this.postingValues[vector.features[entry] ?? -1];
      if (rows === undefined || values === undefined) continue;
      const value = vector.values[entry] ?? 0;
      for (let at = 0; at < rows.length; at += 1) {
        const row = rows[at] ?? 0;
        similar[row] = (similar[row] ?? 0) + value * (values[at] ?? 0);
      }
    }
    return similar;
  }

  /** Who has this feature, and how strongly: for explanations. */
  posting(feature: number): { rows: Int32Array; values: Float32Array } | undefined {
    const rows = this.postingRows[feature];
    const values = this.postingValues[feature];
    return rows === undefined || values === undefined ? undefined : { rows, values };
  }

  /** The number of a feature, or undefined when no row has it. */
  numberOf(view: number, key: string): number | undefined {
    return this.numbers[view]?.get(key);
  }

  /** How rare a feature is among the rows; one that no row has is the rarest. */
  rarityOf(feature: number | undefined): number {
    return feature === undefined ? this.unseenRarity : (this.rarity[feature] ?? this.unseenRarity);
  }

  private numberFor(view: number, key: string): number {
    const known = this.numberOf(view, key);
    if (known !== undefined) return known;
    const number = this.newNumber();
    this.numbers[view]?.set(key, number);
    return number;
  }

  private newNumber(): number {
    this.size += 1;
    return this.size - 1;
  }

  private toVector(text: TextFeatures): TextVector {
    const entries: Entries = { features: [], values: [], from: [] };
    let total = 0;
    text.views.forEach((view, index) => {
      const share = VIEWS[index]?.weight ?? 0;
      const first = entries.values.length;
      const squares =
        index === LETTERS_VIEW ? this.addLetters(text, entries) : this.addView(index, view, entries);
      if (squares === 0) return;
      const scale = share / Math.sqrt(squares);
      total += share * share;
      for (let entry = first; entry < entries.values.length; entry += 1)
        entries.values[entry] = (entries.values[entry] ?? 0) * scale;
    });
    const length = total === 0 ? 1 : Math.sqrt(total);
    const values = new Float32Array(entries.values.length);
    for (let entry = 0; entry < values.length; entry += 1)
      values[entry] = (entries.values[entry] ?? 0) / length;
    return { features: Int32Array.from(entries.features), values, text, from: entries.from };
  }

  /** Adds what is known of a view; gives the sum of the squares of everything in it. */
  private addView(view: number, features: readonly Feature[], entries: Entries): number {
    let squares = 0;
    for (const { key, weight, from } of features) {
      const number = key === UNKNOWN ? undefined : this.numberOf(view, key);
      const strength = weight * this.rarityOf(number);
      squares += strength * strength;
      if (number !== undefined) add(entries, number, strength, from);
    }
    return squares;
  }

  private addLetters({ words, weights }: TextFeatures, entries: Entries): number {
    const found = this.letters.read(words, weights);
    const places = words.map((_, place) => [place]);
    let squares = 0;
    for (let at = 0; at < found.size; at += 1) {
      const number = this.letters.featureOf(found.groups[at] ?? 0);
      const strength = (found.weights[at] ?? 0) * damped(found.counts[at] ?? 1) * this.rarityOf(number);
      squares += strength * strength;
      if (number !== undefined) add(entries, number, strength, places[found.places[at] ?? 0] ?? []);
    }
    return squares;
  }

  private buildPostings(): void {
    const rows: number[][] = Array.from(this.rarity, () => []);
    const values: number[][] = Array.from(this.rarity, () => []);
    this.rows.forEach((vector, row) => {
      vector.features.forEach((feature, entry) => {
        rows[feature]?.push(row);
        values[feature]?.push(vector.values[entry] ?? 0);
      });
    });
    for (const list of rows) this.postingRows.push(Int32Array.from(list));
    for (const list of values) this.postingValues.push(Float32Array.from(list));
  }
}

interface Entries {
  features: number[];
  values: number[];
  from: (readonly number[])[];
}

function add(entries: Entries, feature: number, value: number, from: readonly number[]): void {
  entries.features.push(feature);
  entries.values.push(value);
  entries.from.push(from);
}
