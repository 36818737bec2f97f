import { safeInteger } from '../../bson/number';
import { type Doc, isNumeric } from '../../bson/value';
import { CommandError } from '../../errors';
import { PAUSE } from '../../plan/budget';
import type { Stage, StageParser } from '../stage';

/** `$sample`: some documents by chance, each as likely as any other, in no order. */
export const parseSample: StageParser = (argument): Stage => {
  if (!(argument instanceof Map))
    throw new CommandError(28745, 'the $sample stage specification must be an object');
  for (const name of argument.keys())
    if (name !== 'size') throw new CommandError(28748, `unrecognized option to $sample: ${name}`);
  const size = argument.get('size');
  if (size === undefined) throw new CommandError(28749, '$sample stage must specify a size');
  const wanted = isNumeric(size) ? safeInteger(size) : undefined;
  if (wanted === undefined) throw new CommandError(28746, 'size argument to $sample must be a number');
  if (wanted <= 0) throw new CommandError(28747, 'size argument to $sample must be a positive integer');
  return {
    name: '$sample',
    reads: new Set(),
    narrows: false,
    *run(input) {
      const chosen: Doc[] = [];
      let seen = 0;
      for (const doc of input) {
        if (doc === PAUSE) {
          yield doc;
          continue;
        }
        // Algorithm R: the n-th document takes a place with the chance wanted / n.
        const place = chosen.length < wanted ? chosen.length : Math.floor(Math.random() * (seen + 1));
        if (place < wanted) chosen[place] = doc;
        seen += 1;
      }
      yield* shuffled(chosen);
    },
  };
};

function shuffled(list: readonly Doc[]): Doc[] {
  const result = [...list];
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    const [one, two] = [result[at], result[other]];
    if (one === undefined || two === undefined) continue;
    result[at] = two;
    result[other] = one;
  }
  return result;
}
