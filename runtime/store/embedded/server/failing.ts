import { toNumber } from '../bson/number';
import { type Doc, isNumeric } from '../bson/value';
import type { Failure } from './fail-points';

/** How a command that is made to fail is carried out. */
export interface Course {
  readonly request: Doc;
  /** Runs the command and hands on its reply. */
  readonly run: (answer: (reply: Doc) => void) => void;
  readonly close: () => void;
  readonly answer: (reply: Doc) => void;
}

/** Lets a command fail the way that a test has ordered. */
export function fail(failure: Failure, course: Course): void {
  if (failure.delayMs > 0) setTimeout(() => carryOut(failure, course), failure.delayMs);
  else carryOut(failure, course);
}

function carryOut(failure: Failure, { request, run, close, answer }: Course): void {
  const { error, writeConcernError } = failure;
  if (failure.closesConnection) {
    if (failure.isDone) run(close);
    else close();
  } else if (error !== undefined) {
    answer(labelled(error.toReply(), error.code, failure, request));
  } else {
    run((done) => {
      // The answer that is kept for a repetition stays as it is.
      const reply: Doc = new Map(done);
      if (writeConcernError !== undefined) {
        reply.set('writeConcernError', writeConcernError);
        const code = writeConcernError.get('code');
        labelled(reply, isNumeric(code) ? toNumber(code) : 0, failure, request);
      }
      answer(reply);
    });
  }
}

/** A server itself says of a numbered write that it may be repeated, unless the test names other labels. */
function labelled(reply: Doc, code: number, { labels }: Failure, request: Doc): Doc {
  if (labels !== undefined) {
    if (!Array.isArray(labels) || labels.length > 0) reply.set('errorLabels', labels);
  } else if (request.has('txnNumber') && RETRYABLE.has(code)) {
    reply.set('errorLabels', ['RetryableWriteError']);
  }
  return reply;
}

/** https://github.com/mongodb/specifications/blob/master/source/retryable-writes/retryable-writes.md#determining-retryable-errors */
const RETRYABLE: ReadonlySet<number> = new Set([
  6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436,
]);
