/**
 * Letter groups inside words ("ill", "nvoi" ...) as numbers. A text has thousands of them: this is where most of the time of
 * reading one would go if each were a text of its own.
 */
export class LetterGroups {
  /** Groups that an example has, in the order they were learnt; after them those of other texts, for a while. */
  private readonly ids = new Map<string, number>();
  private readonly byWord = new Map<string, Int32Array>();
  private readonly features: number[] = [];
  /** Scratch, by group: 1 + its place in what was found, 0 where the text at hand has not had it. */
  private slots = new Int32Array(1024);
  private found: FoundGroups = { size: 0, groups: [], weights: [], places: [], counts: [] };

  /** Makes the groups of these words known. Gives each of them once. */
  learn(words: readonly string[], newFeature: () => number): number[] {
    const groups = new Set<number>();
    for (const word of words) for (const id of this.groupsOf(word)) groups.add(id);
    return Array.from(groups, (id) => {
      // Groups come in the order of their numbers: a new one is always the next.
      if (id >= this.features.length) this.features.push(newFeature());
      return this.features[id] ?? 0;
    });
  }

  /** The feature of a group; undefined for one that no example has. */
  featureOf(group: number): number | undefined {
    return this.features[group];
  }

  /**
   * The groups of a text, each once, with the weight and the place of the word that had it first and how often it came. Only
   * good until the next text is read.
   */
  read(words: readonly string[], weights: readonly number[]): FoundGroups {
    this.forgetStrangers();
    const { found } = this;
    found.size = 0;
    for (const [place, word] of words.entries()) {
      const weight = weights[place] ?? 0;
      for (const id of this.groupsOf(word)) {
        if (id >= this.slots.length) this.widen(id);
        const slot = this.slots[id] ?? 0;
        if (slot > 0) {
          found.counts[slot - 1] = (found.counts[slot - 1] ?? 0) + 1;
          continue;
        }
        found.groups[found.size] = id;
        found.weights[found.size] = weight;
        found.places[found.size] = place;
        found.counts[found.size] = 1;
        found.size += 1;
        this.slots[id] = found.size;
      }
    }
    for (let at = 0; at < found.size; at += 1) this.slots[found.groups[at] ?? 0] = 0;
    return found;
  }

  private groupsOf(word: string): Int32Array {
    const known = this.byWord.get(word);
    if (known !== undefined) return known;
    const padded = ` ${word} `;
    const ids: number[] = [];
    for (let size = SHORTEST_GROUP; size <= LONGEST_GROUP; size += 1) {
      for (let start = 0; start + size <= padded.length; start += 1) {
        const group = padded.slice(start, start + size);
        const id = this.ids.get(group) ?? this.ids.size;
        this.ids.set(group, id);
        ids.push(id);
      }
    }
    const groups = Int32Array.from(ids);
    this.byWord.set(word, groups);
    return groups;
  }

  /** The same words come again and again, in every message; the rare ones would add up. */
  private forgetStrangers(): void {
    if (this.byWord.size <= MOST_WORDS_KEPT && this.ids.size <= this.features.length + MOST_STRANGERS) return;
    this.byWord.clear();
    for (const [group, id] of this.ids) if (id >= this.features.length) this.ids.delete(group);
  }

  private widen(id: number): void {
    const wider = new Int32Array(Math.max(id + 1, this.slots.length * 2));
    wider.set(this.slots);
    this.slots = wider;
  }
}

/** Lists of one length, `size`; what stands behind it is of an earlier text. */
export interface FoundGroups {
  size: number;
  groups: number[];
  weights: number[];
  places: number[];
  counts: number[];
}

const SHORTEST_GROUP = 3;
const LONGEST_GROUP = 5;
const MOST_WORDS_KEPT = 5000;
const MOST_STRANGERS = 50_000;
