import type { CardBox } from './card-index';
import type { DrawnEdge } from './crossing-curves';
import { createEdgeRouter, type Routes } from './edge-router';

export interface RouteQuestion {
  cards: CardBox[];
  edges: DrawnEdge[];
}

const route = createEdgeRouter();

// A worker's own scope: in a large flow with many ways back the search takes seconds, in which the page must not stand still.
self.addEventListener('message', (event: MessageEvent<RouteQuestion>) => {
  const routes: Routes = route(event.data.cards, event.data.edges);
  self.postMessage(routes);
});
