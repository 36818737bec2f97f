import { describe, expect, it } from 'vitest';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import type { Scope } from '@/runtime/flow/scope';
import { readPlainPath } from './plain-path';

const facts = sampleFacts();
const scope: Scope = {
  message: facts.message,
  ticket: { ...facts.ticket, fields: { amount: 12, 'a b': 1, list: [{ n: 1 }, { n: 2 }], none: null } },
  customer: facts.customer,
  vars: { found: true, deep: { er: 'x' } },
  installation: sampleEnvironment().installation,
  now: 1,
};

describe('readPlainPath', () => {
  it.each([
    'ticket.fields.amount',
    ' vars.deep.er ',
    'vars.deep',
    'vars.found',
    'vars.missing.further',
    'ticket.subject.length',
    'ticket.fields.none',
    'now',
    'nothing',
  ])('gives for %s what JSONata gives', async (source) => {
    const plain = readPlainPath(source, scope);
    const whole = await createJsonataExpressions().evaluate(source, scope, { now: 1, seed: 'x' });
    expect(plain).toEqual({ known: true, value: whole });
  });

  it.each([
    'ticket.fields.list.n',
    'ticket.tags',
    'true',
    'a and b',
    '1 + 1',
    '$sum(x)',
    'a[0]',
    '`a b`',
    'vars.or',
  ])('leaves %s to JSONata', (source) => {
    expect(readPlainPath(source, scope)).toEqual({ known: false });
  });

  it('gives a copy', () => {
    const read = readPlainPath('vars.deep', scope);
    expect(read.known && read.value).not.toBe(scope.vars.deep);
  });

  it('sees own properties only', () => {
    expect(readPlainPath('vars.constructor.name', scope)).toEqual({ known: true, value: undefined });
  });
});
