import { describe, expect, it } from 'vitest';
import { compileRules, pathsOfRules, type Rule, type RuleGroup } from './rules';
import { sampleEnvironment, sampleFacts } from './sample-facts';
import type { Scope } from './scope';

const now = Date.parse('2026-11-20T12:00:00Z');
const days = {
  lateEvening: Date.parse('2026-11-18T23:30:00Z'),
  meterDay: '2026-11-18',
  dayBefore: '17 November 2026',
};
const scope: Scope = {
  ...sampleFacts({
    message: {
      subject: 'Invoice 4711',
      text: '',
      to: [{ name: 'Service', address: 'service@example.com' }],
      attachments: [{ name: 'a.pdf', type: 'application/pdf', size: 5 }],
      sentAt: Date.parse('2026-11-18T12:00:00Z'),
    },
    ticket: { tags: ['VIP', 'new'], fields: { amount: '12,50', other: 'invoice 4711', ...days } },
    customer: { ticketCount: 3 },
  }),
  vars: { flag: true, empty: [] },
  installation: sampleEnvironment().installation,
  now,
};

const holds = (rule: Rule) => compileRules({ match: 'all', rules: [rule] })(scope).holds;

describe('rules', () => {
  it.each<[string, Rule['operator'], Rule['value'], boolean]>([
    ['message.subject', 'is', 'invoice 4711', true],
    ['message.subject', 'isNot', 'invoice 4711', false],
    ['message.subject', 'is', '{{ticket.fields.other}}', true],
    ['message.subject', 'contains', 'VOICE', true],
    ['message.subject', 'contains', '', false],
    ['message.subject', 'containsNot', 'bill', true],
    ['message.subject', 'startsWith', 'inv', true],
    ['message.subject', 'endsWith', '4712', false],
    ['message.subject', 'matches', '^invoice \\d{4}$', true],
    ['message.subject', 'matches', '(', false],
    ['message.subject', 'isOneOf', 'bill, invoice 4711', true],
    ['message.subject', 'isNoneOf', ['bill', 'order'], true],
    ['message.text', 'isEmpty', undefined, true],
    ['message.nothing', 'isEmpty', undefined, true],
    ['message.nothing', 'is', '', true],
    ['message.attachments', 'isNotEmpty', undefined, true],
    ['message.attachments.length', 'is', 1, true],
    ['message.to', 'contains', 'service@example.com', true],
    ['ticket.tags', 'contains', 'vip', true],
    ['ticket.tags', 'contains', 'vi', false],
    ['ticket.tags', 'isOneOf', ['old', 'new'], true],
    ['ticket.tags', 'isNoneOf', ['old', 'new'], false],
    ['ticket.fields.amount', 'greater', 12, true],
    ['ticket.fields.amount', 'between', [12, 13], true],
    ['customer.ticketCount', 'lessOrEqual', 3, true],
    ['customer.ticketCount', 'less', '3', false],
    ['customer.name', 'greater', 1, false],
    ['message.sentAt', 'before', '2026-11-19', true],
    ['message.sentAt', 'after', '2026-11-19', false],
    // The whole of 18 November in Berlin: from 23:00 of the 17th to 23:00 of the 18th, as UTC tells it.
    ['message.sentAt', 'before', '2026-11-18', false],
    ['message.sentAt', 'after', '2026-11-18', false],
    ['message.sentAt', 'after', '2026-11-17', true],
    ['message.sentAt', 'after', '17.11.2026', true],
    ['message.sentAt', 'after', '2026-11-18T12:59', true],
    ['message.sentAt', 'before', '2026-11-18T13:01', true],
    ['message.sentAt', 'after', '2026-11-18T13:00:00+01:00', false],
    ['message.sentAt', 'before', 'Wed, 18 Nov 2026 12:00:01 GMT', true],
    ['message.sentAt', 'after', 'last week', false],
    ['ticket.fields.lateEvening', 'after', '2026-11-18', true],
    ['ticket.fields.meterDay', 'before', '2026-11-19', true],
    ['ticket.fields.meterDay', 'after', '2026-11-18', false],
    ['ticket.fields.meterDay', 'after', '{{ticket.fields.dayBefore}}', true],
    ['ticket.fields.meterDay', 'withinLast', 2, true],
    ['message.sentAt', 'withinLast', 3, true],
    ['message.sentAt', 'withinLast', 1, false],
    ['vars.flag', 'isTrue', undefined, true],
    ['vars.missing', 'isTrue', undefined, false],
    ['vars.missing', 'isFalse', undefined, true],
    ['vars.empty', 'isEmpty', undefined, true],
    ['message.constructor', 'isNotEmpty', undefined, false],
  ])('%s %s %o', (field, operator, value, expected) => {
    expect(holds({ field, operator, value })).toBe(expected);
  });

  const yes: Rule = { field: 'vars.flag', operator: 'isTrue' };
  const no: Rule = { field: 'vars.flag', operator: 'isFalse' };

  it.each<[RuleGroup, boolean, Rule | null]>([
    [{ match: 'all', rules: [] }, true, null],
    [{ match: 'any', rules: [] }, false, null],
    [{ match: 'none', rules: [] }, true, null],
    [{ match: 'all', rules: [yes, no] }, false, no],
    [{ match: 'any', rules: [no, yes] }, true, yes],
    [{ match: 'none', rules: [no, yes] }, false, yes],
    [{ match: 'all', rules: [yes, { match: 'none', rules: [no] }] }, true, null],
  ])('%o', (group, expected, decisive) => {
    expect(compileRules(group)(scope)).toEqual({ holds: expected, decisive });
  });

  it('names every path that is read', () => {
    const group: RuleGroup = {
      match: 'any',
      rules: [yes, { match: 'all', rules: [{ field: 'a', operator: 'is', value: '{{ vars.b }}' }] }],
    };
    expect(pathsOfRules(group)).toEqual(['vars.flag', 'a', 'vars.b']);
  });
});
