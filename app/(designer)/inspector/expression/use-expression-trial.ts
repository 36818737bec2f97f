'use client';

import { useEffect, useState } from 'react';
import { loadEngines } from '@/app/late-engines/late-engines';
import { ExpressionError, type Expressions } from '@/runtime/flow/expressions';
import type { Json } from '@/runtime/flow/json';
import type { Scope } from '@/runtime/flow/scope';

export type ExpressionTrial =
  | { status: 'waiting' }
  | { status: 'unreadable' | 'failed'; code: string; message: string; position: number | null }
  /** `result` is undefined where the expression finds nothing. */
  | { status: 'done'; result: Json | undefined };

/** Milliseconds without a key after which an expression is tried. */
const QUIET = 150;

let loading: Promise<Expressions> | undefined;

/** Reader and evaluator of expressions are large and come when the first expression is edited. */
function loadExpressions(): Promise<Expressions> {
  loading ??= Promise.all([import('@/runtime/flow/expressions-jsonata'), loadEngines()]).then(([module]) =>
    module.createJsonataExpressions(),
  );
  return loading;
}

/** Reads an expression and evaluates it on the sample message, a moment after each change. */
export function useExpressionTrial(source: string, sample: Scope): ExpressionTrial {
  const [trial, setTrial] = useState<ExpressionTrial>({ status: 'waiting' });
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const result = await tryExpression(await loadExpressions(), source, sample);
      if (current) setTrial(result);
    }, QUIET);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [source, sample]);
  return source.trim() === '' ? { status: 'waiting' } : trial;
}

async function tryExpression(
  expressions: Expressions,
  source: string,
  sample: Scope,
): Promise<ExpressionTrial> {
  const parsed = expressions.parse(source);
  if (!parsed.ok) return { status: 'unreadable', ...parsed };
  try {
    const result = await expressions.evaluate(source, sample, { now: sample.now, seed: 'sample' });
    return { status: 'done', result };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { status: 'failed', code: error.code, message: error.message, position: error.position };
  }
}
