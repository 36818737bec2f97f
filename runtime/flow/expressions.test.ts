import { describe, expect, it } from 'vitest';
import { isTruthy } from './expressions';
import { createJsonataExpressions } from './expressions-jsonata';
import { JSONATA_FUNCTIONS } from './jsonata-functions';
import type { Scope } from './scope';

const expressions = createJsonataExpressions();
const scope: Scope = {
  message: null,
  ticket: {
    id: 't1',
    number: 7,
    subject: 'Bill',
    state: 'new',
    priority: 0,
    queue: null,
    tags: ['vip'],
    fields: { amount: 12 },
    createdAt: 0,
    queuedAt: null,
    language: null,
    assignee: null,
    messageCount: 1,
    autoReplies: [],
    reopened: false,
  },
  customer: {
    id: null,
    name: 'Eva',
    address: 'eva@example.org',
    language: null,
    timeZone: null,
    fields: {},
    ticketCount: 0,
    knownSince: null,
    lastAgent: null,
  },
  vars: { amount: 3, list: [3, 1, 2] },
  installation: { name: 'Demo', language: 'en', timeZone: 'Europe/Berlin' },
  now: 1_000,
};
const moment = { now: Date.UTC(2026, 0, 2), seed: 's' };
const evaluate = async (source: string) => expressions.evaluate(source, scope, moment);

describe('JSONata in this process', () => {
  it('reads facts and variables', async () => {
    expect(await evaluate('ticket.fields.amount + vars.amount')).toBe(15);
    expect(await evaluate('customer.name & "!"')).toBe('Eva!');
    expect(await evaluate('nothing.here')).toBeUndefined();
  });

  it('takes clock and chance from the moment', async () => {
    expect(await evaluate('$now()')).toBe('2026-01-02T00:00:00.000Z');
    expect(await evaluate('$millis()')).toBe(moment.now);
    const drawn = await evaluate('[$random(), $random(), $shuffle([1..20])]');
    expect(await evaluate('[$random(), $random(), $shuffle([1..20])]')).toEqual(drawn);
    const other = await expressions.evaluate('[$random(), $random(), $shuffle([1..20])]', scope, {
      ...moment,
      seed: 'x',
    });
    expect(other).not.toEqual(drawn);
  });

  it('gives a copy, never the scope itself', async () => {
    const result = await evaluate('vars.list');
    expect(result).toEqual([3, 1, 2]);
    expect(result).not.toBe(scope.vars.list);
  });

  it('matches regular expressions in linear time', async () => {
    expect(await evaluate('$match("ab12cd345", /[0-9]+/).match')).toEqual(['12', '345']);
    expect(await evaluate('$replace("a-b-c", /-/, "+")')).toBe('a+b+c');
    expect(await evaluate('$contains("HELLO", /hello/i)')).toBe(true);
    expect(await evaluate(`$contains("${'a'.repeat(60)}b", /^(a+)+$/)`)).toBe(false);
    expect(isTruthy(await evaluate('"order 12" ~> /[0-9]+/'))).toBe(true);
  });

  it.each([
    ['an endless recursion', '($f := function($n){ $f($n + 1) }; $f(1))'],
    ['an endless tail recursion', '($f := function($n){ $n < 0 ? 1 : $f($n + 1) }; $f(1))'],
    ['a long range', '[1..1000000]'],
    ['a wide pad', '$pad("x", 100000000)'],
    ['eval', '$eval("1+1")'],
    ['a calculation with text', '"a" + 1'],
  ])('refuses %s', async (_, source) => {
    await expect(evaluate(source)).rejects.toMatchObject({ name: 'ExpressionError' });
  });

  it('writes the time of the event as it is asked to', async () => {
    expect(await evaluate('$now("[Y0001]-[M01]-[D01]", "+0100")')).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await evaluate('$now("[Y]") = $fromMillis($millis(), "[Y]")')).toBe(true);
  });

  it('tells where an expression breaks off', () => {
    expect(expressions.parse('1 + ')).toMatchObject({ ok: false, position: 4 });
  });

  it('tells names with $ that neither JSONata nor the expression has', () => {
    const source =
      '($a := 1; $f := function($x) { $x + $b }; vars.l#$i.{"i": $i}; vars.l@$z.($z + $q); $map($$.l, $f) ~> $nope; $now() & $)';
    expect(expressions.parse(source)).toMatchObject({ ok: true, unbound: ['b', 'q', 'nope'] });
  });

  it('knows every function that JSONata has', async () => {
    const missing = [];
    for (const name of JSONATA_FUNCTIONS)
      if ((await evaluate(`$type($${name})`)) !== 'function') missing.push(name);
    expect(missing).toEqual([]);
    expect(JSONATA_FUNCTIONS.size).toBe(65);
  });

  it('tells what an expression reads', () => {
    const parsed = expressions.parse(
      'vars.a > 1 and message.attachments[size > vars.limit].name = customer.name and $$.vars.b and foo.bar',
    );
    expect(parsed).toEqual({
      ok: true,
      variables: ['a', 'limit', 'b'],
      roots: ['vars', 'message', 'customer', 'foo'],
      unbound: [],
    });
  });
});
