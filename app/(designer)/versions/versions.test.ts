import { describe, expect, it } from 'vitest';
import { changeSentence } from '@/runtime/flow/change-sentence';
import { compareFlows } from '@/runtime/flow/diff';
import { applyOperation, type Operation } from '@/runtime/flow/operations';
import { sampleFlow, sampleRegistry, sampleWords } from '../model/sample-nodes';
import { marksOf } from './marks';

function changesOf(operation: Operation) {
  return compareFlows(sampleFlow, applyOperation(sampleFlow, operation));
}

const table: [Operation, string[]][] = [
  [{ type: 'rename', name: 'Night' }, ['The flow is now called “Night” (before: “Sample”).']],
  [{ type: 'addNode', node: { id: 'n', type: 'act' } }, ['“Act” was added.']],
  [{ type: 'setTitle', node: 'f', title: 'Which?' }, ['“Fork” is now called “Which?”.']],
  [
    { type: 'setConfig', node: 'a', config: { text: 'Good evening' } },
    ['“Act”: text is now “Good evening” (before: “Hello World”).'],
  ],
  [
    { type: 'setConfig', node: 'f', config: { question: 'Which way?', ways: ['up'] } },
    ['“Fork”: Ways was changed.'],
  ],
  [
    { type: 'connect', edge: { id: 'x', from: { node: 'f', port: 'right' }, to: 'a' } },
    ['“Fork”: “right” now leads to “Act” instead of “Stop”.'],
  ],
  [{ type: 'disconnect', edges: ['as'] }, ['“Act”: “Done” leads nowhere now (before: “Stop”).']],
  [{ type: 'move', positions: { a: { x: 1, y: 1 } } }, ['One node was moved on the canvas.']],
];

describe('changeSentence', () => {
  it.each(table)('%j', (operation, sentences) => {
    expect(changesOf(operation).map((change) => changeSentence(change, sampleWords, sampleRegistry))).toEqual(
      sentences,
    );
  });
});

describe('marksOf', () => {
  it('marks what is new and what is different, not what was only moved', () => {
    expect(marksOf(changesOf({ type: 'move', positions: { a: { x: 1, y: 1 } } })).size).toBe(0);
    const added = changesOf({
      type: 'addNode',
      node: { id: 'n', type: 'act' },
      from: { node: 'f', port: 'right', edge: 'x' },
    });
    expect([...marksOf(added)]).toEqual([
      ['n', 'added'],
      ['f', 'changed'],
    ]);
  });
});
