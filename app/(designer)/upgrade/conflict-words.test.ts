import { expect, it } from 'vitest';
import { mergeUpgrade } from '@/runtime/flow/merge-upgrade';
import { applyOperation, type Operation } from '@/runtime/flow/operations';
import { sampleFlow, sampleWords } from '../model/sample-nodes';
import { conflictWords } from './conflict-words';

/** What is said of the only conflict between two edits of one flow. */
function said(ours: Operation, theirs: Operation) {
  const [mine, other] = [applyOperation(sampleFlow, ours), applyOperation(sampleFlow, theirs)];
  const [conflict] = mergeUpgrade({ base: sampleFlow, mine, theirs: other }).conflicts;
  if (!conflict) throw new Error('There is no conflict.');
  return conflictWords(conflict, { mine, theirs: other }, sampleWords);
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
