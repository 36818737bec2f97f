import { type Doc, docOf, typeName, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Filter } from '../query/filter';
import { matches } from '../query/match';
import { parseFilter } from '../query/parse';
import { failureDetails } from './failure-details';

/**
 * What a collection asks of its documents.
 * Source: "Schema Validation" in the MongoDB manual.
 */
export interface Validator {
  readonly query: Doc;
  readonly filter: Filter;
  readonly level: 'off' | 'strict' | 'moderate';
  readonly action: 'error' | 'warn';
}

/** The options of `create` and `collMod` that make a validator, and of a collection as `listCollections` tells them. */
export const VALIDATION_OPTIONS = ['validator', 'validationLevel', 'validationAction'] as const;

/** Reads a collection's options. Undefined where nothing is asked of its documents. */
export function parseValidator(options: Doc): Validator | undefined {
  const query = options.get('validator') ?? new Map();
  if (!(query instanceof Map)) throw wrongType('validator', query, 'object');
  const level = oneOf(options, 'validationLevel', ['strict', 'moderate', 'off'] as const);
  const action = oneOf(options, 'validationAction', ['error', 'warn'] as const);
  const filter = parseFilter(query);
  return query.size === 0 ? undefined : { query, filter, level, action };
}

/**
 * Why a document may not be kept; undefined where it may. `before` is its old version, whose own faults excuse those of
 * the new one where the level is moderate.
 */
export function validationFailure(
  validator: Validator,
  doc: Doc,
  before: Doc | undefined,
  now: number,
): CommandError | undefined {
  const { level, filter, query } = validator;
  if (level === 'off' || matches(filter, doc, now)) return undefined;
  if (level === 'moderate' && before !== undefined && !matches(filter, before, now)) return undefined;
  const errInfo = docOf({
    failingDocumentId: doc.get('_id') ?? null,
    details: failureDetails(query, doc, now),
  });
  return new CommandError(121, 'Document failed validation', docOf({ errInfo }));
}

function oneOf<T extends string>(options: Doc, name: string, allowed: readonly T[]): T {
  const [usual] = allowed;
  const value = options.get(name) ?? usual;
  if (typeof value !== 'string') throw wrongType(name, value ?? null, 'string');
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new CommandError(2, `Enumeration value '${value}' for field 'create.${name}' is not a valid value.`);
}

function wrongType(name: string, value: Value, expected: string): CommandError {
  return new CommandError(
    14,
    `BSON field '${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
  );
}
