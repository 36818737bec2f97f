import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeTexts as german } from '@/nodes/texts-de.generated';
import { nodeTexts as english } from '@/nodes/texts-en.generated';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { flowTextsSchema, localizeFlow } from '@/runtime/flow/localize-flow';
import { migrateFlow } from '@/runtime/flow/migrate';
import { seededSequence } from '@/runtime/flow/seeded-random';
import { cardSizes } from '../model/card-sizes';
import { inPortOrder } from '../model/in-port-order';
import { createNodeWords, type NodeWords } from '../model/node-words';
import { sampleRegistry, sampleWords } from '../model/sample-nodes';
import { createCanvasModel } from './canvas-model';
import { cardBoxes, drawnEdges } from './canvas-routes';
import { areaOf, type CardBox, overlap } from './card-index';
import type { DrawnEdge } from './crossing-curves';
import { edgeCurve, type Point } from './edge-curve';
import { createEdgeRouter } from './edge-router';
import { tidyLayout } from './tidy-layout';

const folder = new URL('../../../flows/', import.meta.url);
const shipped = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

/** Laying out a large flow takes a second, and more where everything else is tested at the same time. */
const PATIENCE_MS = 30_000;

it.each(shipped)(
  'draws no edge and no label of %s over a card, as shipped and tidied up',
  (name) => {
    for (const language of ['de', 'en'] as const) {
      const { flow, words } = shippedFlow(name, language);
      expect(drawnOver(flow, words), `${language}, as shipped`).toEqual(NOTHING);
      if (language === 'de') expect(drawnOver(tidied(flow, words), words), 'tidied up').toEqual(NOTHING);
    }
  },
  PATIENCE_MS,
);

it.each(['a', 'b', 'c', 'd'])(
  'leads edges around cards in flows that somebody threw together (%s)',
  (seed) => {
    const flow = randomFlow(seed, 60);
    expect(linesOver(flow, sampleWords, sampleRegistry), 'thrown').toEqual([]);
    expect(
      linesOver(tidied(flow, sampleWords, sampleRegistry), sampleWords, sampleRegistry),
      'tidied',
    ).toEqual([]);
  },
  PATIENCE_MS,
);

it('searches again only the ways near a card that moved, with the same result', () => {
  const flow = randomFlow('moved', 60);
  const moved = {
    ...flow,
    nodes: flow.nodes.map((node, index) =>
      index === 7 ? { ...node, position: { x: node.position.x + 150, y: node.position.y + 90 } } : node,
    ),
  };
  const route = createEdgeRouter();
  const before = route(...drawing(flow, sampleWords, sampleRegistry));
  const [cards, edges] = drawing(moved, sampleWords, sampleRegistry);
  const after = route(cards, edges);
  expect([...after].some(([id, way]) => way !== before.get(id))).toBe(true);
  expect([...after].filter(([id, way]) => way === before.get(id)).length).toBeGreaterThan(10);
  expect(edges.flatMap((edge) => crossed(edge, after, cards))).toEqual([]);
});

const NOTHING = { lines: [], labels: [] };

/** What is drawn over which card. */
function drawnOver(flow: FlowDocument, words: NodeWords) {
  const [cards, edges] = drawing(flow, words, nodeRegistry);
  // The traffic of an edge stands right of its port.
  const labels = edges.flatMap(({ id, start }) => {
    const label = { left: start.x + 10, right: start.x + 10 + 84, top: start.y - 9, bottom: start.y + 9 };
    return cards.filter((card) => overlap(areaOf(card), label)).map((card) => `${id} over ${card.id}`);
  });
  return { lines: linesOver(flow, words), labels };
}

function linesOver(flow: FlowDocument, words: NodeWords, registry = nodeRegistry): string[] {
  const [cards, edges] = drawing(flow, words, registry);
  const routes = createEdgeRouter()(cards, edges);
  return edges.flatMap((edge) => crossed(edge, routes, cards));
}

function crossed(edge: DrawnEdge, routes: ReadonlyMap<string, readonly Point[]>, cards: CardBox[]): string[] {
  const route = routes.get(edge.id);
  const line = route ? dense(route) : edgeCurve(edge.start, edge.end);
  return cards
    .filter(({ x, y, width, height }) =>
      line.some((point) => point.x > x && point.x < x + width && point.y > y && point.y < y + height),
    )
    .map((card) => `${edge.id} over ${card.id}`);
}

/** A point on every fourth pixel of a way. */
function dense(route: readonly Point[]): Point[] {
  return route.slice(1).flatMap((to, index) => {
    const from = route[index] ?? to;
    const count = Math.ceil((Math.abs(to.x - from.x) + Math.abs(to.y - from.y)) / 4);
    return Array.from({ length: count + 1 }, (_, step) => ({
      x: from.x + ((to.x - from.x) * step) / Math.max(1, count),
      y: from.y + ((to.y - from.y) * step) / Math.max(1, count),
    }));
  });
}

function drawing(
  flow: FlowDocument,
  words: NodeWords,
  registry: typeof nodeRegistry,
): [CardBox[], DrawnEdge[]] {
  const names = {
    roles: { node: '', note: '', group: '', connection: '' },
    connection: () => '',
  };
  const model = createCanvasModel({ registry, words, environment: null, names })(flow);
  return [cardBoxes(model), drawnEdges(model)];
}

function tidied(flow: FlowDocument, words: NodeWords, registry = nodeRegistry): FlowDocument {
  const places = tidyLayout(inPortOrder(flow, registry), cardSizes(flow, registry, words, null));
  return {
    ...flow,
    nodes: flow.nodes.map((node) => ({ ...node, position: places[node.id] ?? node.position })),
  };
}

function shippedFlow(name: string, language: 'de' | 'en') {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(new URL(`${name}/${file}`, folder), 'utf8'));
  const plain = migrateFlow(read('flow.json'), nodeRegistry);
  const flow = localizeFlow(plain, flowTextsSchema.parse(read(`texts.${language}.json`)));
  const words = createNodeWords(language === 'de' ? german : english, language, nodeRegistry);
  return { flow, words };
}

/** Nodes on random places of a wide grid, each port leading on to anything, back as well. */
function randomFlow(seed: string, count: number): FlowDocument {
  const random = seededSequence(seed);
  const columns = Math.ceil(Math.sqrt(count));
  const spots = Array.from({ length: count }, (_, index) => index)
    .map((index) => ({ index, by: random() }))
    .sort((left, right) => left.by - right.by)
    .map(({ index }) => ({
      x: (index % columns) * 400 + Math.floor(random() * 60),
      y: Math.floor(index / columns) * 220 + Math.floor(random() * 40),
    }));
  const nodes = spots.map((position, index) =>
    index % 3 === 0
      ? { id: `n${index}`, type: 'fork', config: { question: 'Which way?' }, position }
      : { id: `n${index}`, type: 'act', config: { text: 'x' }, position },
  );
  const edges = nodes.flatMap(({ id, type }, index) =>
    (type === 'fork' ? ['left', 'right'] : ['done']).flatMap((port) => {
      const to = random() < 0.7 ? index + 1 + Math.floor(random() * 4) : Math.floor(random() * count);
      return to < count && to !== index
        ? [{ id: `${id}-${port}`, from: { node: id, port }, to: `n${to}` }]
        : [];
    }),
  );
  return flowDocumentSchema.parse({ schemaVersion: 1, id: 'random', name: 'Random', nodes, edges });
}
