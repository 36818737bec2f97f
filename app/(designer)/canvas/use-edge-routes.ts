'use client';

import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { CanvasModel } from './canvas-model';
import { cardBoxes, drawnEdges } from './canvas-routes';
import { anyCrosses } from './crossing-curves';
import type { Point } from './edge-curve';
import type { RouteQuestion } from './edge-route-worker';
import type { EdgeRouter, Routes } from './edge-router';

const NOTHING: CanvasModel = { nodes: [], edges: [] };
const NONE: Routes = new Map();
/** Ways of flows with more cards than this are searched in a worker. */
const MANY = 120;

/** The ways that lead edges around cards, searched after the canvas has been drawn: a gesture never waits for them. */
export function useEdgeRoutes(model: CanvasModel): Routes {
  const resting = useDeferredValue(model, NOTHING);
  const isLarge = resting.nodes.length > MANY;
  const near = useRoutesHere(resting, !isLarge);
  const far = useRoutesOfWorker(resting, isLarge);
  return isLarge ? far : near;
}

/** What searches ways is loaded when the first edge would run across a card. */
function useRoutesHere(model: CanvasModel, wanted: boolean): Routes {
  const [search, setSearch] = useState<EdgeRouter | null>(null);
  const drawn = useMemo(
    () => (wanted ? { cards: cardBoxes(model), edges: drawnEdges(model) } : null),
    [wanted, model],
  );
  const needed = useMemo(() => drawn !== null && anyCrosses(drawn.cards, drawn.edges), [drawn]);
  useEffect(() => {
    if (!needed || search) return;
    import('./edge-router').then(
      ({ createEdgeRouter }) => setSearch(() => createEdgeRouter()),
      // Without it edges are plain curves, as they were; the next edit asks again.
      () => undefined,
    );
  }, [needed, search]);
  return useMemo(
    () => (needed && drawn && search ? search(drawn.cards, drawn.edges) : NONE),
    [needed, drawn, search],
  );
}

function useRoutesOfWorker(model: CanvasModel, wanted: boolean): Routes {
  const [routes, setRoutes] = useState(NONE);
  const search = useRef<ReturnType<typeof startSearch> | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const started = startSearch((found) => setRoutes((before) => sameKept(before, found)));
    search.current = started;
    return () => {
      search.current = null;
      started.stop();
    };
  }, [wanted]);
  useEffect(() => {
    if (wanted) search.current?.ask({ cards: cardBoxes(model), edges: drawnEdges(model) });
  }, [wanted, model]);
  return routes;
}

/** A worker that is asked one question at a time; of those that come meanwhile only the last is asked. */
function startSearch(tell: (routes: Routes) => void) {
  const worker = new Worker(new URL('./edge-route-worker.ts', import.meta.url), { type: 'module' });
  let busy = false;
  let next: RouteQuestion | null = null;
  const ask = (question: RouteQuestion): void => {
    if (busy) {
      next = question;
      return;
    }
    busy = true;
    worker.postMessage(question);
  };
  worker.onmessage = (event: MessageEvent<Routes>) => {
    busy = false;
    tell(event.data);
    const waiting = next;
    next = null;
    if (waiting) ask(waiting);
  };
  return { ask, stop: () => worker.terminate() };
}

/** Ways that are as they were stay the same objects: their edges are not drawn again. */
function sameKept(before: Routes, found: Routes): Routes {
  return new Map(
    [...found].map(([id, route]) => {
      const old = before.get(id);
      return [id, old && samePoints(old, route) ? old : route];
    }),
  );
}

function samePoints(one: readonly Point[], other: readonly Point[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ x, y }, index) => x === other[index]?.x && y === other[index]?.y)
  );
}
