import { afterAll, describe, expect, it } from 'vitest';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import type { Scope } from '@/runtime/flow/scope';
import { createExpressionPool } from './expression-pool';

const facts = sampleFacts();
const scope: Scope = {
  ...facts,
  vars: { amount: 40 },
  installation: sampleEnvironment().installation,
  now: 5,
};
const moment = { now: 1_700_000_000_000, seed: 'execution' };

const endless = '($f := function($n) { $f($n + 1) }; $f(0))';

const { expressions, stop } = createExpressionPool({ children: 2, killAfterMs: 10_000, memoryMb: 64 });
afterAll(stop);

describe('createExpressionPool', () => {
  it('evaluates in a child with the clock and chance it is given', async () => {
    await expect(expressions.evaluate('vars.amount + 2', scope, moment)).resolves.toBe(42);
    await expect(expressions.evaluate('$millis()', scope, moment)).resolves.toBe(moment.now);
    const twice = await Promise.all([1, 2].map(() => expressions.evaluate('$random()', scope, moment)));
    expect(twice[0]).toBe(twice[1]);
    await expect(expressions.evaluate('vars.nothing & ""', scope, moment)).resolves.toBe('');
    await expect(expressions.evaluate('$lookup(vars, "none")', scope, moment)).resolves.toBeUndefined();
  });

  it('tells a mistake of the author as such', async () => {
    await expect(expressions.evaluate('1 +', scope, moment)).rejects.toMatchObject({
      name: 'ExpressionError',
    });
    await expect(expressions.evaluate('"a" + 1', scope, moment)).rejects.toMatchObject({ code: 'T2001' });
  });

  it('ends an expression that does not end, and goes on with the others', async () => {
    const never = expressions.evaluate(endless, scope, moment);
    const others = Array.from({ length: 6 }, (_, index) =>
      expressions.evaluate(`vars.amount + ${index}`, scope, moment),
    );
    await expect(never).rejects.toMatchObject({ name: 'ExpressionError' });
    await expect(Promise.all(others)).resolves.toEqual([40, 41, 42, 43, 44, 45]);
  });

  it('kills a child that does not answer, and says so', async () => {
    const { expressions: strict, stop: stopStrict } = createExpressionPool({ children: 1, killAfterMs: 20 });
    await expect(strict.evaluate(endless, scope, moment)).rejects.toMatchObject({ code: 'timeout' });
    stopStrict();
  });

  it('survives an expression that eats memory', async () => {
    const hungry =
      '$reduce([1..9999], function($a, $b) { $append($a, $map([1..9999], function($v) { $string($v) & $string($b) })) }, [])';
    await expect(expressions.evaluate(hungry, scope, moment)).rejects.toMatchObject({
      name: 'ExpressionError',
    });
    await expect(expressions.evaluate('1 + 1', scope, moment)).resolves.toBe(2);
  });

  it('refuses everything once it is stopped', async () => {
    const pool = createExpressionPool();
    pool.stop();
    await expect(pool.expressions.evaluate('1 + 1', scope, moment)).rejects.toMatchObject({
      code: 'stopped',
    });
  });
});
