import { expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeTexts as german } from '@/nodes/texts-de.generated';
import { nodeTexts as english } from '@/nodes/texts-en.generated';
import { changeSentence } from '@/runtime/flow/change-sentence';
import { compileFlow } from '@/runtime/flow/compile';
import { compareFlows } from '@/runtime/flow/diff';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { createNodeNames, nodesByName } from '@/runtime/flow/node-names';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { visitNode } from '@/runtime/interpreter/visit-node';
import { explainSteps } from '@/runtime/scenarios/explain';
import { simulate } from '@/runtime/scenarios/simulate';
import { beginSimulation } from '@/runtime/scenarios/simulation';
import node from './node';

function jumpingTo(target: string): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: [
      { id: 'start', type: 'mail-received' },
      { id: 'go', type: 'go-to', config: { node: target } },
      { id: 'titled', type: 'queue', title: 'Rechnungen', config: { queue: 'billing' } },
      { id: 'untitled', type: 'close', config: {} },
    ],
    edges: [{ id: 'e1', from: { node: 'start', port: 'next' }, to: 'go' }],
  });
}

it('goes on at the node', async () => {
  expect(await visitNode(node, { node: 'queue' })).toMatchObject({ kind: 'jump', nodeId: 'queue' });
});

it('finds a node that is gone', () => {
  const flow = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: [{ id: 'queue', type: 'queue' }],
  });
  expect(node.problems?.({ node: 'queue' }, flow)).toEqual([]);
  expect(node.problems?.({ node: 'gone' }, flow)).toMatchObject([{ path: ['node'], key: 'nodeGone' }]);
});

it.each([
  ['titled', 'Rechnungen', 'Rechnungen'],
  ['untitled', 'Schließen', 'Close'],
])('names the node %s as each reader knows it', async (target, inGerman, inEnglish) => {
  const flow = jumpingTo(target);
  const simulation = beginSimulation({
    interpreter: createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() }),
    flow: compileFlow(flow, nodeRegistry, 1),
    environment: sampleEnvironment(),
    at: 0,
    answerActivity: () => null,
  });
  const { steps } = await simulate(simulation, { type: 'message', message: {} });
  for (const [language, nodeTexts, name] of [
    ['de', german, inGerman],
    ['en', english, inEnglish],
  ] as const) {
    const names = createNodeNames(nodeTexts, language);
    const sentences = explainSteps(steps, flow, { registry: nodeRegistry, language, nodeTexts });
    expect(sentences[1]?.sentence).toContain(name);
    expect(sentences[1]?.sentence).not.toContain(target);
    expect(node.summary?.({ node: target }, (key) => key, undefined, nodesByName(flow.nodes, names))).toBe(
      name,
    );
  }
});

it('is told apart from another target by name', () => {
  const [change] = compareFlows(jumpingTo('titled'), jumpingTo('untitled'));
  if (!change) throw new Error('Nothing changed.');
  const said = changeSentence(change, createNodeNames(english, 'en'), nodeRegistry);
  expect(said).toContain('Rechnungen');
  expect(said).toContain('“Close”');
  expect(said).not.toContain('titled');
});
