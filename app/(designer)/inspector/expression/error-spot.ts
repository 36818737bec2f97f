/** The line in which an expression broke, cut so that the place can be marked. */
export interface ErrorSpot {
  line: number;
  column: number;
  before: string;
  marked: string;
  after: string;
}

/** Characters shown on either side of the place. */
const AROUND = 30;

/** @param position characters from the beginning, as the reader of expressions tells it: the end of what it stumbled over */
export function errorSpot(source: string, position: number): ErrorSpot {
  const at = Math.min(Math.max(0, position - 1), Math.max(0, source.length - 1));
  const start = source.lastIndexOf('\n', at - 1) + 1;
  const next = source.indexOf('\n', at);
  const end = next === -1 ? source.length : next;
  return {
    line: source.slice(0, start).split('\n').length,
    column: at - start + 1,
    before: source.slice(Math.max(start, at - AROUND), at),
    marked: source.slice(at, at + 1),
    after: source.slice(at + 1, Math.min(end, at + AROUND)),
  };
}
