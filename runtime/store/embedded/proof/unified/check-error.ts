import { MongoOperationTimeoutError, MongoServerError } from 'mongodb';
import { difference, isObject, type Json, type JsonObject, type Named } from './match';
import { bulkResult } from './operations/write-on-collection';

/** What differs between an error and the one that a test expects; undefined where nothing does. */
export function errorDifference(expected: JsonObject, error: Error, named: Named): string | undefined {
  return (
    kindDifference(expected, error) ??
    codeDifference(expected, error) ??
    contentDifference(expected, error, named)
  );
}

function kindDifference({ isClientError, isTimeoutError }: JsonObject, error: Error): string | undefined {
  const ofServer = error instanceof MongoServerError;
  if (isClientError === true && ofServer) return 'expected an error of the driver';
  if (isClientError === false && !ofServer) return 'expected an error of the server';
  const timedOut = error instanceof MongoOperationTimeoutError;
  return isTimeoutError === undefined || isTimeoutError === timedOut
    ? undefined
    : `expected ${isTimeoutError === true ? 'a' : 'no'} timeout`;
}

function codeDifference(expected: JsonObject, error: Error): string | undefined {
  const { errorCode, errorCodeName, errorContains } = expected;
  if (errorCode !== undefined && Reflect.get(error, 'code') !== errorCode)
    return `expected code ${String(errorCode)}`;
  if (errorCodeName !== undefined && Reflect.get(error, 'codeName') !== errorCodeName)
    return `expected ${String(errorCodeName)}`;
  return errorContains === undefined ||
    error.message.toLowerCase().includes(String(errorContains).toLowerCase())
    ? undefined
    : `expected the text ${String(errorContains)}`;
}

function contentDifference(expected: JsonObject, error: Error, named: Named): string | undefined {
  for (const [wanted, present] of [
    [expected.errorLabelsContain, true],
    [expected.errorLabelsOmit, false],
  ] as const) {
    for (const label of Array.isArray(wanted) ? wanted : []) {
      if (hasLabel(error, String(label)) !== present)
        return `expected ${present ? 'the' : 'no'} label ${String(label)}`;
    }
  }
  if (expected.errorResponse !== undefined) {
    const response: Json = Reflect.get(error, 'errorResponse');
    const found = difference(
      expected.errorResponse,
      isObject(response) ? response : { ...error },
      named,
      true,
    );
    if (found !== undefined) return `errorResponse${found}`;
  }
  if (expected.expectResult === undefined) return undefined;
  const result: Json = Reflect.get(error, 'result') ?? Reflect.get(error, 'partialResult');
  return difference(expected.expectResult, bulkResult(result), named, true);
}

function hasLabel(error: Error, label: string): boolean {
  const labels: Json = Reflect.get(error, 'errorLabels');
  return Array.isArray(labels) && labels.includes(label);
}

/** The sentence with which the server said by name that it does not have a feature; undefined where it did not. */
export function refusalOf(error: Json): string | undefined {
  if (!(error instanceof MongoServerError)) return undefined;
  // The driver replaces an error of its first write in a transaction by one of its own.
  const original: Json = Reflect.get(error, 'originalError');
  if (original !== undefined) return refusalOf(original);
  const { message, code } = error;
  const refused =
    message.includes('not supported by the embedded server') ||
    // A transaction or a change stream on a server that stands alone; a command that there is not.
    code === 59 ||
    code === 40573 ||
    (code === 20 && message.includes('Transaction numbers'));
  return refused ? message : undefined;
}
