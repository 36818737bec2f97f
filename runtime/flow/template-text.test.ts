import { expect, it } from 'vitest';
import { sampleEnvironment, sampleFacts } from './sample-facts';
import type { Scope } from './scope';
import { fillTemplate, parseTemplate } from './template-text';

const scope: Scope = {
  ...sampleFacts({
    message: { subject: '{{ticket.id}}', arrivedAt: Date.UTC(2026, 10, 20, 9, 5) },
    customer: { name: '' },
    ticket: { tags: ['a', 'b'], number: 7 },
  }),
  vars: { object: { x: 1 }, yes: true, sentAt: 12 },
  installation: sampleEnvironment().installation,
  now: 0,
};
const fill = (text: string, language = 'en') =>
  fillTemplate(text, scope, { language, timeZone: 'Europe/Berlin' });

it.each([
  ['no places', 'no places'],
  ['#{{ticket.number}}', '#7'],
  ['Dear {{ customer.name | customer }}!', 'Dear customer!'],
  ['{{customer.name|}}{{vars.nothing}}', ''],
  ['Hello {{customer.name}},', 'Hello,'],
  ['{{vars.nothing|a|b}}', 'a|b'],
  ['{{ticket.tags}}', 'a, b'],
  ['{{vars.object}} {{vars.yes}} {{vars.sentAt}}', '{"x":1} true 12'],
  ['{{ }} {{{x}}} {{', ' {} {{'],
])('fills %s', (template, expected) => {
  expect(fill(template)).toBe(expected);
});

it('never reads a value as a template', () => {
  expect(fill('{{message.subject}}')).toBe('{{ticket.id}}');
});

it('writes times as people read them', () => {
  expect(fill('{{message.arrivedAt}}')).toBe('20 November 2026 at 10:05');
  expect(fill('{{message.arrivedAt}}', 'de')).toBe('20. November 2026 um 10:05');
});

it('names the paths', () => {
  expect(parseTemplate('{{a.b}} {{ c | d }}').paths).toEqual(['a.b', 'c']);
});
