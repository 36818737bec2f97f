import { expect, it } from 'vitest';
import * as z from 'zod';
import { mergeUpgrade } from '@/runtime/flow/merge-upgrade';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { applyOperation, type Operation } from '@/runtime/flow/operations';
import { portName } from '../model/node-ports';
import { sampleFlow, sampleRegistry, sampleWords } from '../model/sample-nodes';
import { conflictWords } from './conflict-words';

/** What is said of the only conflict between two edits of one flow. */
function said(ours: Operation, theirs: Operation) {
  const [mine, other] = [applyOperation(sampleFlow, ours), applyOperation(sampleFlow, theirs)];
  const [conflict] = mergeUpgrade({ base: sampleFlow, mine, theirs: other }).conflicts;
  if (!conflict) throw new Error('There is no conflict.');
  return conflictWords(conflict, { mine, theirs: other }, sampleWords, sampleRegistry);
}

const [node, other] = sampleFlow.nodes;
const id = node?.id ?? '';

it('says what both changed by the names that stand on the canvas', () => {
  expect(
    said({ type: 'setTitle', node: id, title: 'Ours' }, { type: 'setTitle', node: id, title: 'New' }),
  ).toMatchObject({ kind: 'name', title: 'Ours', mine: 'Ours', theirs: 'New' });
  expect(
    said(
      { type: 'setConfig', node: id, config: { text: 'here' } },
      { type: 'setConfig', node: id, config: { text: 'there' } },
    ),
  ).toMatchObject({ kind: 'setting', mine: 'here', theirs: 'there' });
  expect(said({ type: 'describe', description: 'a' }, { type: 'describe', description: 'b' })).toMatchObject({
    kind: 'description',
  });
  // Taken away here, changed there.
  expect(
    said(
      { type: 'remove', nodes: [other?.id ?? ''] },
      { type: 'setTitle', node: other?.id ?? '', title: 'New' },
    ),
  ).toMatchObject({ kind: 'node', mine: null, theirs: 'New' });
});

it('says where an exit leads on either side', () => {
  expect(
    said(
      { type: 'disconnect', edges: ['fa'] },
      { type: 'connect', edge: { id: 'fa2', from: { node: 'f', port: 'left' }, to: 's' } },
    ),
  ).toMatchObject({ kind: 'route', title: 'Fork', part: 'left', mine: null, theirs: 'Stop' });
});

it('calls an exit as its card does', () => {
  const named = defineNode({
    type: 'fork',
    version: 1,
    category: 'decide',
    icon: 'IconArrowsSplit',
    config: z.object({}),
    ports: () => [{ id: 'way-1', kind: 'exit', labels: { en: 'Bills', de: 'Rechnungen' } }],
    run: () => go('way-1'),
  });
  const fork = sampleFlow.nodes.find(({ id: one }) => one === 'f');
  if (!fork) throw new Error('There is no fork.');
  const registry = new Map([...sampleRegistry, ['fork', named] as const]);
  expect(portName(fork, 'way-1', sampleWords, registry)).toBe('Bills');
  expect(portName(fork, 'gone', sampleWords, registry)).toBe('gone');
  expect(sampleWords.fieldLabel('fork', ['ways', '0', 'de'])).toBe('Ways › 1 › German');
});
