import { valueAt } from '../aggregate/parser';
import { type Doc, docOf, integer, typeName, type Value } from '../bson/value';
import { matches } from '../query/match';
import { isOperatorDocument, parseFilter } from '../query/parse';

/** Tells which conditions of a validator a document does not meet, in the form of MongoDB's `errInfo.details`. */
export function failureDetails(query: Doc, doc: Doc, now: number): Doc {
  const conditions = [...query].filter(([name]) => name !== '$comment').flatMap(conditionsOf);
  const [only] = conditions;
  if (conditions.length === 1 && only !== undefined) return detailsOf(only, doc, now);
  return docOf({ operatorName: '$and', clausesNotSatisfied: unmet(conditions, doc, now) });
}

/** Every operator of a field is a condition of its own. */
function conditionsOf([name, value]: [string, Value]): Doc[] {
  if (name.startsWith('$') || !isOperatorDocument(value) || value.has('$regex'))
    return [new Map([[name, value]])];
  return [...value].map(([operator, argument]) => new Map([[name, new Map([[operator, argument]])]]));
}

function unmet(conditions: readonly Doc[], doc: Doc, now: number): Value[] {
  const clauses: Value[] = [];
  for (const [index, condition] of conditions.entries()) {
    if (!matches(parseFilter(condition), doc, now))
      clauses.push(docOf({ index: integer(index), details: failureDetails(condition, doc, now) }));
  }
  return clauses;
}

function detailsOf(condition: Doc, doc: Doc, now: number): Doc {
  const [[name, value] = ['', null]] = condition;
  if (name === '$and' || name === '$or' || name === '$nor') return listDetails(name, value, doc, now);
  if (name.startsWith('$'))
    return docOf({
      operatorName: name,
      specifiedAs: condition,
      reason: 'expression did not match',
      expressionResult: false,
    });
  const operator = isOperatorDocument(value) ? ([...value.keys()][0] ?? '$eq') : '$eq';
  const found = valueAt(doc, name.split('.'), 0);
  const details = docOf({
    operatorName: operator,
    specifiedAs: condition,
    reason: reasonOf(operator, found),
  });
  if (found === undefined) return details;
  details.set('consideredValue', found);
  if (operator === '$type') details.set('consideredType', typeName(found));
  return details;
}

function listDetails(name: '$and' | '$or' | '$nor', value: Value, doc: Doc, now: number): Doc {
  const list = Array.isArray(value) ? value.filter((item) => item instanceof Map) : [];
  if (name !== '$nor') return docOf({ operatorName: name, clausesNotSatisfied: unmet(list, doc, now) });
  const clausesSatisfied: Value[] = [];
  for (const [index, clause] of list.entries()) {
    if (matches(parseFilter(clause), doc, now))
      clausesSatisfied.push(docOf({ index: integer(index), details: docOf({ specifiedAs: clause }) }));
  }
  return docOf({ operatorName: name, clausesSatisfied });
}

const REASONS: Readonly<Record<string, string>> = {
  $type: 'type did not match',
  $exists: 'path does not exist',
  $in: 'no matching value found in array',
  $nin: 'matching value found in array',
  $not: 'child expression matched',
  $regex: 'regular expression did not match',
  $size: 'array length was not equal to given size',
  $mod: '$mod did not evaluate to expected remainder',
  $elemMatch: 'array did not satisfy the child predicate',
  $all: 'array did not contain all specified values',
};

function reasonOf(operator: string, found: Value | undefined): string {
  if (operator === '$exists') return found === undefined ? 'path does not exist' : 'path does exist';
  return found === undefined ? 'field was missing' : (REASONS[operator] ?? 'comparison failed');
}
