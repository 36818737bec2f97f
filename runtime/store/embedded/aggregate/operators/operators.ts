import type { OperatorParser } from '../parser';
import { LOGIC_OPERATORS } from './logic';

/** Every expression operator that is implemented. What is not in here is refused by name. */
export const OPERATORS: ReadonlyMap<string, OperatorParser> = new Map(Object.entries({ ...LOGIC_OPERATORS }));
