import { describe, expect, it } from 'vitest';
import { translatorOf } from '@/runtime/flow/node-translate';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';
import german from './texts.de.json';

const facts = sampleFacts({ message: { subject: 'Urgent: invoice' }, customer: { ticketCount: 3 } });
const rules = (match: string, ...list: object[]) =>
  ({ rules: { match, rules: list } }) as Parameters<typeof visitNode>[1];
const invoice = { field: 'message.subject', operator: 'contains', value: 'INVOICE' };
const many = { field: 'customer.ticketCount', operator: 'greater', value: 5 };

describe('condition', () => {
  it.each([
    ['all that hold', rules('all', invoice), 'yes', 'rulesYes'],
    ['all of which one does not hold', rules('all', invoice, many), 'no', 'ruleNo'],
    ['any of which one holds', rules('any', many, invoice), 'yes', 'ruleYes'],
    ['any of which none holds', rules('any', many), 'no', 'rulesNo'],
    ['none of which one holds', rules('none', invoice), 'no', 'ruleNo'],
    ['none of which none holds', rules('none', many), 'yes', 'rulesYes'],
    ['groups within groups', rules('all', { match: 'any', rules: [many, invoice] }), 'yes', 'rulesYes'],
    [
      'an expression that holds',
      { mode: 'expression', expression: '=customer.ticketCount = 3' },
      'yes',
      'expressionYes',
    ],
    [
      'an expression that does not',
      { mode: 'expression', expression: 'vars.amount > 1' },
      'no',
      'expressionNo',
    ],
  ])('decides %s', async (_, config, port, key) => {
    expect(await visitNode(node, config, { facts })).toMatchObject({ kind: 'go', port, because: { key } });
  });

  it('answers at once for rules', () => {
    const { config, run } = node;
    const context = {
      config: config.parse(rules('all', invoice)),
      facts,
      variables: {},
      environment: { installation: {} },
      clock: { now: 0 },
    };
    expect(Reflect.apply(run, node, [context])).not.toBeInstanceOf(Promise);
  });

  it('fails with an expression that fails', async () => {
    expect(await visitNode(node, { mode: 'expression', expression: '"a" + 1' })).toMatchObject({
      kind: 'fail',
      code: 'expression',
    });
  });

  it.each([
    [rules('all', invoice), 'Nachricht: Betreff enthält „INVOICE“'],
    [
      rules('all', invoice, many),
      'Nachricht: Betreff enthält „INVOICE“ und Kunde: Frühere Tickets ist größer als 5',
    ],
    [
      rules('any', many, { field: 'vars.vip', operator: 'isTrue' }),
      'Kunde: Frühere Tickets ist größer als 5 oder vip trifft zu',
    ],
    [rules('none', invoice), 'Die Regel trifft nicht zu'],
    [rules('all', invoice, many, invoice), 'Alle 3 Regeln treffen zu'],
    [rules('all', { match: 'any', rules: [many, invoice] }, invoice), 'Alle 2 Regeln treffen zu'],
  ])('says on its card what it asks', (config, sentence) => {
    expect(node.summary?.(node.config.parse(config), translatorOf(german, 'de'))).toBe(sentence);
  });
});
