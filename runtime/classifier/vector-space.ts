import { extractFeatures, membersOfPair, type TextFeatures, UNKNOWN, VIEWS } from './extract-features';
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
  private readonly numbers = new Map<string, number>();
  private readonly paired = new Set<string>();
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
    for (const text of read) {
      for (const view of text.views) {
        for (const { key } of view) {
          const number = this.numbers.get(key) ?? this.numbers.size;
          this.numbers.set(key, number);
          for (const member of membersOfPair(key) ?? []) this.paired.add(member);
          frequency[number] = (frequency[number] ?? 0) + 1;
        }
      }
    }
    for (const count of frequency) this.rarity.push(Math.log((1 + texts.length) / (1 + count)) + 1);
    this.unseenRarity = Math.log(1 + texts.length) + 1;
    this.rows = read.map((text) => this.toVector(text));
    this.buildPostings();
  }

  /** Places any text into the space; features that no example has lengthen it, so a foreign text is near to nothing. */
  place(text: string): TextVector {
    return this.toVector(extractFeatures(text, this.language, (member) => this.paired.has(member)));
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
  numberOf(key: string): number | undefined {
    return this.numbers.get(key);
  }

  /** How rare a feature is among the rows; one that no row has is the rarest. */
  rarityOf(feature: number | undefined): number {
    return feature === undefined ? this.unseenRarity : (this.rarity[feature] ?? this.unseenRarity);
  }

  private toVector(text: TextFeatures): TextVector {
    const features: number[] = [];
    const values: number[] = [];
    const from: (readonly number[])[] = [];
    let total = 0;
    text.views.forEach((view, index) => {
      const share = VIEWS[index]?.weight ?? 0;
      const first = features.length;
      let squares = 0;
      for (const { key, weight, from: words } of view) {
        const number = key === UNKNOWN ? undefined : this.numbers.get(key);
        const strength = weight * this.rarityOf(number);
        squares += strength ** 2;
        if (number === undefined) continue;
        features.push(number);
        values.push(strength);
        from.push(words);
      }
      if (squares === 0) return;
      const scale = share / Math.sqrt(squares);
      total += share * share;
      for (let entry = first; entry < values.length; entry += 1) values[entry] = (values[entry] ?? 0) * scale;
    });
    const length = total === 0 ? 1 : Math.sqrt(total);
    return {
      features: Int32Array.from(features),
      values: Float32Array.from(values, (value) => value / length),
      text,
      from,
    };
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
