import { TYPE_ORDER } from './compare';

/**
 * Finds where the component of a compound key ends that begins at a place; the counterpart of `encodeKey`.
 * `descending` says that its bits are inverted.
 */
export function endOfComponent(key: Buffer, start: number, descending: boolean): number {
  return new ComponentReader(key, start, descending ? 0xff : 0).end();
}

/** The types whose values take so many bytes behind the type's rank. */
const SIZES: Readonly<Record<number, number>> = {
  [TYPE_ORDER.minKey]: 0,
  [TYPE_ORDER.undefined]: 0,
  [TYPE_ORDER.null]: 0,
  [TYPE_ORDER.boolean]: 1,
  [TYPE_ORDER.date]: 8,
  [TYPE_ORDER.timestamp]: 8,
  [TYPE_ORDER.objectId]: 12,
  [TYPE_ORDER.maxKey]: 0,
};

class ComponentReader {
  constructor(
    private readonly key: Buffer,
    private at: number,
    private readonly mask: number,
  ) {}

  end(): number {
    this.payload(this.byte());
    return this.at;
  }

  private byte(): number {
    const byte = this.key[this.at];
    if (byte === undefined) throw new RangeError('a key of an index ends in the middle');
    this.at += 1;
    return byte ^ this.mask;
  }

  private payload(order: number): void {
    const size = SIZES[order];
    if (size !== undefined) this.at += size;
    else if (order === TYPE_ORDER.number) this.number();
    else if (order === TYPE_ORDER.string || order === TYPE_ORDER.code) this.text();
    else if (order === TYPE_ORDER.object) this.document();
    else if (order === TYPE_ORDER.array) this.array();
    else this.rare(order);
  }

  private rare(order: number): void {
    switch (order) {
      case TYPE_ORDER.binary: {
        const length = ((this.byte() * 256 + this.byte()) * 256 + this.byte()) * 256 + this.byte();
        this.at += length + 1;
        return;
      }
      case TYPE_ORDER.regex:
        this.text();
        this.text();
        return;
      case TYPE_ORDER.codeWithScope:
        this.text();
        this.document();
        return;
      case TYPE_ORDER.dbPointer:
        this.at += 4;
        this.text();
        this.at += 12;
    }
  }

  private text(): void {
    for (;;) {
      if (this.byte() !== 0) continue;
      // A zero byte of the text is followed by FF, the end by another zero.
      if (this.byte() === 0) return;
    }
  }

  private number(): void {
    const isNegative = this.byte() < 0x80;
    this.at += 7;
    if (this.byte() === 0) return;
    // The digits of a number that no double is equal to; those of a negative one are inverted once more.
    this.at += 2;
    const last = isNegative ? 0xff : 0;
    while (this.byte() !== last);
  }

  private document(): void {
    for (let order = this.byte(); order !== 0; order = this.byte()) {
      this.text();
      this.payload(order);
    }
  }

  private array(): void {
    for (let order = this.byte(); order !== 0; order = this.byte()) this.payload(order);
  }
}
