import { expect, test } from 'vitest';
import { applyCompletion, completeExpression } from './complete-expression';

const paths = ['message.subject', 'message.text', 'vars.amount', 'ticket.subject'];
const at = (text: string) => {
  const caret = text.indexOf('|');
  return completeExpression(text.replace('|', ''), caret, paths);
};

test('values whose beginning was typed come first, then those that hold it', () => {
  expect(at('me|')).toEqual({ from: 0, options: ['message.subject', 'message.text'] });
  expect(at('1 + subj|')).toEqual({ from: 4, options: ['message.subject', 'ticket.subject'] });
  expect(at('message.s|')?.options).toEqual(['message.subject']);
});

test('functions after a dollar sign', () => {
  expect(at('$upper|(x)')?.options).toEqual(['$uppercase']);
});

test.each(['', '1 + |', '"me|', "'it\\'s me|", 'vars.amount|', 'xyz|'])(
  'nothing is offered at %s',
  (text) => {
    expect(at(text)).toBeNull();
  },
);

test('after a quoted text words are completed again', () => {
  expect(at('"a" & va|')?.options).toEqual(['vars.amount']);
});

test('a completion replaces the begun word; the caret goes into the brackets of a function', () => {
  expect(applyCompletion('1 + va * 2', 6, 4, 'vars.amount')).toEqual({
    source: '1 + vars.amount * 2',
    caret: 15,
  });
  expect(applyCompletion('$tr', 3, 0, '$trim')).toEqual({ source: '$trim()', caret: 6 });
  expect(applyCompletion('$tr(x)', 3, 0, '$trim')).toEqual({ source: '$trim(x)', caret: 6 });
});
