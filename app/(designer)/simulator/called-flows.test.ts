import { expect, test } from 'vitest';
import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { defineNode, end } from '@/runtime/flow/node-definition';
import { libraryOf, loadCalledFlows } from './called-flows';

const caller = defineNode({
  type: 'caller',
  version: 1,
  category: 'do',
  icon: 'IconCircle',
  config: z.object({ flow: slotField('flow') }),
  ports: [],
  run: () => end(),
});
const registry = new Map([[caller.type, caller]]);
const flow = (id: string, ...calls: string[]): FlowDocument =>
  flowDocumentSchema.parse({
    schemaVersion: 1,
    id,
    name: id,
    nodes: calls.map((called) => ({ id: `to-${called}`, type: 'caller', config: { flow: called } })),
  });

test('loads what is called, what that calls, and each only once', async () => {
  const published: Record<string, FlowDocument> = { b: flow('b', 'c', 'a'), c: flow('c', 'b') };
  const asked: string[] = [];
  const called = await loadCalledFlows(flow('a', 'b', 'gone'), registry, async (slot) => {
    asked.push(slot);
    const document = published[slot];
    return document ? { document, version: 3 } : null;
  });
  const library = libraryOf(called, registry);
  expect(asked.sort()).toEqual(['a', 'b', 'c', 'gone']);
  expect(library.bySlot('c')?.id).toBe('c');
  expect(library.byVersion('b', 3)?.id).toBe('b');
  expect(library.byVersion('b', 4)).toBeNull();
  expect(library.bySlot('gone')).toBeNull();
});

test('a flow that calls none asks for none', async () => {
  const called = await loadCalledFlows(flow('a'), registry, () => Promise.reject(new Error('asked')));
  expect(called).toEqual({});
  expect(libraryOf(called, registry).bySlot('b')).toBeNull();
});
