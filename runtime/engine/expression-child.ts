import { ExpressionError, type ExpressionMoment } from '@/runtime/flow/expressions';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { Scope } from '@/runtime/flow/scope';

/** What the pool sends and gets back. One request at a time: if this process dies, the culprit is known. */
export interface ExpressionRequest {
  id: number;
  source: string;
  scope: Scope;
  moment: ExpressionMoment;
}

/** Sent once, when the process is there to answer. */
export interface ExpressionGreeting {
  ready: true;
}

export type ExpressionReply =
  | { id: number; ok: true; defined: boolean; value: unknown }
  | { id: number; ok: false; code: string; message: string; position: number | null };

// The whole of the child process: expressions of people who are not trusted are evaluated here, where memory is
// limited and the parent can end what does not end by itself.
const expressions = createJsonataExpressions();

process.on('message', (request: ExpressionRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));
// The parent decides when this process ends; a terminal's Ctrl-C reaches the whole group.
process.on('SIGINT', () => undefined);

process.send?.({ ready: true } satisfies ExpressionGreeting);

async function answer(request: ExpressionRequest): Promise<ExpressionReply> {
  try {
    const value = await expressions.evaluate(request.source, request.scope, request.moment);
    return { id: request.id, ok: true, defined: value !== undefined, value: value ?? null };
  } catch (error) {
    if (!(error instanceof ExpressionError)) {
      return { id: request.id, ok: false, code: 'failed', message: String(error), position: null };
    }
    return { id: request.id, ok: false, code: error.code, message: error.message, position: error.position };
  }
}
