import { Graph, layout } from '@dagrejs/dagre';
import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import type { Size } from './card-size';
import { CARD, toGrid } from './card-size';
import { countCrossings, type Places } from './count-crossings';
import { type CoveredCard, coveredCards } from './covered-cards';
import { untangle } from './untangle';

/** Ways to decide which column a card stands in. */
const RANKERS = ['network-simplex', 'tight-tree', 'longest-path'] as const;
/** Between an edge and the card that makes way for it, pixels. */
const BESIDE = 24;

/** Larger flows are laid out in fewer ways: one takes about 60 ms for sixty nodes, and a second for a thousand. */
const MEDIUM = 40;
const LARGE = 200;
/** So many of the layouts are worth moving cards in. */
const PROMISING = 2;
/** An edge across a card is worse than two edges that cross. */
const COVERED = 3;
/** Ways may be so much longer for one crossing less, pixels. */
const CROSSING_LENGTH = 4000;
/** So many cards are looked at while a layout is untangled: half a second on a plain machine. */
const MOST_CARDS_RATED = 6000;

/**
 * Places for all nodes so that messages travel from left to right, ways cross as little as can be, and none runs across a card:
 * several layouts are made, cards are moved out of the way, and the best one is taken. The upper left corner of the flow
 * stays where it is; notes are not moved.
 * @param flow with its edges in the order of their ports (see in-port-order.ts)
 * @param sizes of the cards, by node id
 */
export function tidyLayout(flow: FlowDocument, sizes: ReadonlyMap<string, Size>): Places {
  const isLarge = flow.nodes.length > LARGE;
  const orders = isLarge ? [flow.nodes] : [flow.nodes, walkOrder(flow)];
  const rankers = flow.nodes.length > MEDIUM ? RANKERS.slice(0, 1) : RANKERS;
  const tried = orders.flatMap((nodes) =>
    rankers.flatMap((ranker) =>
      [portConstraints(flow), []].map((constraints) =>
        rate(flow, layOut({ ...flow, nodes }, sizes, constraints, ranker), sizes),
      ),
    ),
  );
  const [best] = different(tried)
    .toSorted(byScore)
    .slice(0, PROMISING)
    .flatMap((rated) => (isLarge ? [rated] : [rated, rate(flow, mirrored(rated.places, sizes), sizes)]))
    .map((rated) => makeWay(flow, rated, sizes, isLarge ? 2 : 12))
    .map((rated) => untangled(flow, rated, sizes))
    .sort(byScore);
  return best ? cornerKept(flow, best.places) : {};
}

/** Upside down: what hangs the wrong way round is seldom mended card by card. */
function mirrored(places: Places, sizes: ReadonlyMap<string, Size>): Places {
  return Object.fromEntries(
    Object.entries(places).map(([id, { x, y }]) => [
      id,
      { x, y: toGrid(-y - (sizes.get(id)?.height ?? 96)) },
    ]),
  );
}

/** Several ways often lead to the same layout. */
function different(tried: Rated[]): Rated[] {
  return [...new Map(tried.map((rated) => [JSON.stringify(rated.places), rated])).values()];
}

function byScore(left: Rated, right: Rated): number {
  return left.score - right.score;
}

interface Rated {
  places: Places;
  covered: CoveredCard[];
  score: number;
}

function rate(flow: FlowDocument, places: Places, sizes: ReadonlyMap<string, Size>): Rated {
  const covered = coveredCards(flow, places, sizes);
  return { places, covered, score: covered.length * COVERED + countCrossings(flow, places) };
}

/** Moves cards that edges run across out of their way, with all that stand beyond them in their column, while that helps. */
function makeWay(flow: FlowDocument, begun: Rated, sizes: ReadonlyMap<string, Size>, rounds: number): Rated {
  let best = begun;
  for (let round = 0; round < rounds && best.covered.length > 0; round += 1) {
    const tried = best.covered
      .slice(0, 8)
      .flatMap((card) => (['up', 'down'] as const).map((way) => pushed(best.places, card, way, sizes)))
      .map((places) => rate(flow, places, sizes));
    const better = tried.reduce((left, right) => (right.score < left.score ? right : left), best);
    if (better === best) break;
    best = better;
  }
  return best;
}

function untangled(flow: FlowDocument, begun: Rated, sizes: ReadonlyMap<string, Size>): Rated {
  const costOf = (places: Places, below: number): number => {
    const cost = countCrossings(flow, places) + lengthOf(flow, places) / CROSSING_LENGTH;
    // Looking for covered cards takes longest, and can only make it worse.
    return cost < below ? cost + coveredCards(flow, places, sizes).length * COVERED : cost;
  };
  const most = Math.round(MOST_CARDS_RATED / flow.nodes.length);
  return rate(flow, untangle(begun.places, sizes, costOf, most), sizes);
}

/** How far ways lead up and down altogether, pixels. */
function lengthOf({ edges }: FlowDocument, places: Places): number {
  return edges.reduce((sum, { from, to }) => {
    return sum + Math.abs((places[from.node]?.y ?? 0) - (places[to]?.y ?? 0));
  }, 0);
}

function pushed(
  places: Places,
  { node, y }: CoveredCard,
  way: 'up' | 'down',
  sizes: ReadonlyMap<string, Size>,
): Places {
  const card = places[node];
  if (!card) return places;
  const height = sizes.get(node)?.height ?? 96;
  const by = way === 'down' ? toGrid(y - card.y + BESIDE) : -toGrid(card.y + height - y + BESIDE);
  return Object.fromEntries(
    Object.entries(places).map(([id, place]) => {
      const inColumn = Math.abs(place.x - card.x) < CARD.width / 2;
      const beyond = way === 'down' ? place.y >= card.y : place.y <= card.y;
      return [id, inColumn && beyond ? { x: place.x, y: place.y + by } : place];
    }),
  );
}

interface Constraint {
  left: string;
  right: string;
}

function layOut(
  flow: FlowDocument,
  sizes: ReadonlyMap<string, Size>,
  constraints: Constraint[],
  ranker: (typeof RANKERS)[number],
): Places {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 112, edgesep: 32, ranker });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of flow.nodes)
    graph.setNode(node.id, { ...(sizes.get(node.id) ?? { width: CARD.width, height: 96 }) });
  for (const edge of flow.edges) graph.setEdge(edge.from.node, edge.to, {}, edge.id);
  layout(graph, { constraints });
  const corners = flow.nodes.map((node) => {
    const { x, y, width, height } = graph.node(node.id);
    return { id: node.id, x: (x ?? 0) - (width ?? 0) / 2, y: (y ?? 0) - (height ?? 0) / 2 };
  });
  return Object.fromEntries(corners.map(({ id, x, y }) => [id, { x: toGrid(x), y: toGrid(y) }]));
}

/** The whole flow moved so that its upper left corner stays where it was. */
function cornerKept({ nodes }: FlowDocument, places: Places): Places {
  const all = Object.values(places);
  const by = {
    x: toGrid(least(nodes.map(({ position }) => position.x)) - least(all.map(({ x }) => x))),
    y: toGrid(least(nodes.map(({ position }) => position.y)) - least(all.map(({ y }) => y))),
  };
  return Object.fromEntries(
    Object.entries(places).map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]),
  );
}

/** Of the nodes that one node alone leads to, the one behind an upper port stands above the one behind a lower. */
function portConstraints({ edges }: FlowDocument): Constraint[] {
  const arriving = Map.groupBy(edges, ({ to }) => to);
  const leaving = Map.groupBy(edges, ({ from }) => from.node);
  return [...leaving.values()].flatMap((ways) => {
    const own = ways.map(({ to }) => to).filter((to) => arriving.get(to)?.length === 1);
    return own.slice(1).map((to, index) => ({ left: own[index] ?? to, right: to }));
  });
}

/** The nodes as a walk from the starts meets them, upper ports first. */
function walkOrder({ nodes, edges }: FlowDocument): FlowNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const leaving = Map.groupBy(edges, ({ from }) => from.node);
  const reached = new Set(edges.map(({ to }) => to));
  const walked = new Set<FlowNode>();
  for (const root of [...nodes.filter(({ id }) => !reached.has(id)), ...nodes]) {
    const waiting = [root.id];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const node = byId.get(id);
      if (!node || walked.has(node)) continue;
      walked.add(node);
      waiting.push(...(leaving.get(id) ?? []).map(({ to }) => to).toReversed());
    }
  }
  return [...walked];
}

function least(values: number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Number.POSITIVE_INFINITY);
}
