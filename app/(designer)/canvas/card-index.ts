/** A card's place and size, pixels. */
export interface CardBox {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface CardIndex {
  /** The cards that reach into an area; each once. */
  within(area: Area): CardBox[];
}

/** Pixels; a little more than a card is wide, so that few cards lie in more than four cells. */
const CELL = 320;

/** Cards by where they are, so that an edge is held against its neighbours only and not against a thousand cards. */
export function cardIndex(cards: Iterable<CardBox>): CardIndex {
  const cells = new Map<string, CardBox[]>();
  for (const card of cards)
    for (const key of keysOf(areaOf(card))) {
      const cell = cells.get(key);
      if (cell) cell.push(card);
      else cells.set(key, [card]);
    }
  return {
    within(area) {
      const found = new Set<CardBox>();
      for (const key of keysOf(area))
        for (const card of cells.get(key) ?? []) if (overlap(areaOf(card), area)) found.add(card);
      return [...found];
    },
  };
}

export function areaOf({ x, y, width, height }: CardBox): Area {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

export function overlap(one: Area, other: Area): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

export function grown({ left, top, right, bottom }: Area, by: number): Area {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

export function areaAround(points: readonly { x: number; y: number }[]): Area {
  const area = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of points) {
    area.left = Math.min(area.left, x);
    area.top = Math.min(area.top, y);
    area.right = Math.max(area.right, x);
    area.bottom = Math.max(area.bottom, y);
  }
  return area;
}

function* keysOf({ left, top, right, bottom }: Area): Generator<string> {
  for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column += 1)
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row += 1)
      yield `${column}:${row}`;
}
