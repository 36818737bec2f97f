import type { OperatorParser } from '../parser';
import { ARITHMETIC_OPERATORS } from './arithmetic';
import { ARRAY_OPERATORS } from './arrays';
import { BIT_OPERATORS } from './bits';
import { CONVERSION_OPERATORS } from './conversion';
import { DATE_OPERATORS } from './dates';
import { LOGIC_OPERATORS } from './logic';
import { OBJECT_OPERATORS } from './objects';
import { SET_OPERATORS } from './sets';
import { SEVERAL_OPERATORS } from './several';
import { STRING_OPERATORS } from './strings';
import { TRIGONOMETRY_OPERATORS } from './trigonometry';
import { parseZip } from './zip';

/** Every expression operator that is implemented. What is not in here is refused by name. */
export const OPERATORS: ReadonlyMap<string, OperatorParser> = new Map(
  Object.entries({
    ...LOGIC_OPERATORS,
    ...ARITHMETIC_OPERATORS,
    ...STRING_OPERATORS,
    ...CONVERSION_OPERATORS,
    ...ARRAY_OPERATORS,
    ...SEVERAL_OPERATORS,
    ...SET_OPERATORS,
    ...OBJECT_OPERATORS,
    ...DATE_OPERATORS,
    ...TRIGONOMETRY_OPERATORS,
    ...BIT_OPERATORS,
    $zip: parseZip,
  }),
);

/** Operators of MongoDB's that this server knows by name and refuses. */
export const REFUSED_OPERATORS: ReadonlySet<string> = new Set([
  '$accumulator',
  '$function',
  '$median',
  '$meta',
  '$percentile',
  '$sampleRate',
  '$toHashedIndexKey',
]);
