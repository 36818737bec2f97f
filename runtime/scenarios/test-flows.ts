import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { CompiledFlow } from '@/runtime/flow/compile';
import type { FlowEvent, Wait } from '@/runtime/flow/execution';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import type { Json, JsonObject } from '@/runtime/flow/json';

// For tests: any flow, made of the nodes of all examples, and anything that may happen to it.

const nodesFolder = fileURLToPath(new URL('../../nodes/', import.meta.url));

/** Configs as the examples of all node types have them. */
export const configs = new Map<string, JsonObject[]>();
for (const entry of readdirSync(nodesFolder, { withFileTypes: true })) {
  if (!entry.isDirectory()) continue;
  const source: unknown = JSON.parse(readFileSync(`${nodesFolder}${entry.name}/example.flow.json`, 'utf8'));
  for (const { type, config } of flowDocumentSchema.parse(source).nodes)
    configs.set(type, [...(configs.get(type) ?? []), config]);
}
const pool = [...configs].flatMap(([type, list]) => list.map((config) => ({ type, config })));

export const nthId = (index: number) => `n${index}`;

/** Any nodes, joined in any way: circles, open ends, nodes that nothing leads to, settings that name anything. */
export const flowArbitrary: fc.Arbitrary<FlowDocument> = fc
  .array(fc.constantFrom(...pool), { minLength: 1, maxLength: 12 })
  .chain((picked) => {
    const start = { type: 'mail-received', config: {} };
    const nodes = [start, ...picked].map(({ type, config }, index) => ({ id: nthId(index), type, config }));
    const ports = nodes.flatMap((node) => {
      const definition = nodeRegistry.get(node.type);
      const parsed = definition?.config.safeParse(node.config);
      return definition && parsed?.success
        ? definition.ports(parsed.data).map((port) => ({ node: node.id, port: port.id }))
        : [];
    });
    const target = fc.integer({ min: 1, max: nodes.length - 1 }).map(nthId);
    return fc
      .record({
        targets: fc.array(fc.option(target, { freq: 6 }), {
          minLength: ports.length,
          maxLength: ports.length,
        }),
        catchNode: fc.option(target, { nil: undefined }),
        handler: fc.option(target, { nil: undefined }),
      })
      .map(({ targets, catchNode, handler }) =>
        flowDocumentSchema.parse({
          schemaVersion: 1,
          id: 'random',
          name: 'Random',
          nodes,
          edges: ports.flatMap((from, index) =>
            targets[index] ? [{ id: `e${index}`, from, to: targets[index] }] : [],
          ),
          settings: {
            catchNode,
            handlers:
              handler === undefined
                ? []
                : [
                    { on: 'human', node: handler },
                    { on: 'invalidAnswers', node: handler, times: 2 },
                  ],
            languages: ['en', 'de'],
          },
        }),
      );
  });

/** Something that happens, before it is known what the execution waits for. */
export type Happening = {
  kind: FlowEvent['type'];
  pick: number;
  value: unknown;
  text: string;
  minutes: number;
  automatic: boolean;
};

export const happeningArbitrary: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom<FlowEvent['type'][]>(
    'messageReceived',
    'messageReceived',
    'timerFired',
    'timerFired',
    'activityCompleted',
    'activityCompleted',
    'activityFailed',
    'handoffEnded',
    'cancelled',
  ),
  pick: fc.nat(40),
  value: fc.oneof(
    fc.jsonValue(),
    fc.record({
      category: fc.constantFrom('billing', 'other', 'x'),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      engine: fc.constant('builtIn'),
    }),
  ),
  text: fc.oneof(
    fc.string(),
    fc.constantFrom('7', 'yes', 'ja', 'human', 'My invoice is wrong', 'eva@example.org'),
  ),
  minutes: fc.nat(3 * 24 * 60),
  automatic: fc.boolean(),
});

/** The event that it is to an execution that waits so. */
export function eventOf(
  happening: Happening,
  { index, at, waits, flow }: { index: number; at: number; waits: readonly Wait[]; flow: CompiledFlow },
): FlowEvent {
  const base = { id: `event${index}`, at };
  // Usually what is waited for, sometimes a number that nobody knows.
  const wait = waits[happening.pick % Math.max(1, waits.length)];
  const seq = wait?.seq ?? happening.pick;
  switch (happening.kind) {
    case 'messageReceived':
      return { ...base, type: 'messageReceived', messageId: `m${index}` };
    case 'timerFired':
      return { ...base, type: 'timerFired', seq };
    case 'activityCompleted':
      return {
        ...base,
        type: 'activityCompleted',
        seq,
        // What the activity may answer, or anything at all.
        result:
          exampleFor(flow, wait?.nodeId, happening) ?? JSON.parse(JSON.stringify(happening.value ?? null)),
      };
    case 'activityFailed':
      return {
        ...base,
        type: 'activityFailed',
        seq,
        code: 'down',
        message: 'Down.',
        timeout: happening.pick % 2 === 0,
      };
    case 'handoffEnded':
      return {
        ...base,
        type: 'handoffEnded',
        reason: HANDOFF_ENDS[happening.pick % HANDOFF_ENDS.length] ?? 'closed',
        by: null,
      };
    case 'cancelled':
      return { ...base, type: 'cancelled', reason: 'test' };
  }
}

const HANDOFF_ENDS = ['closed', 'returned', 'transferred'] as const;

/** In three of four cases one of the answers that the node that asks names itself. */
function exampleFor(flow: CompiledFlow, nodeId: string | undefined, { pick }: Happening): Json | undefined {
  const node = flow.nodes.get(nodeId ?? '');
  if (pick % 4 === 0 || !node?.definition || node.invalid !== null) return undefined;
  // The definition's own config; its type was forgotten where the registry was made.
  const examples = node.definition.exampleAnswers?.(node.config as never) ?? [];
  const { answer } = examples[pick % Math.max(1, examples.length)] ?? {};
  return answer && 'result' in answer ? answer.result : undefined;
}
