import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { Size } from './card-size';
import { tidyLayout } from './tidy-layout';

export interface TidyQuestion {
  flow: FlowDocument;
  sizes: ReadonlyMap<string, Size>;
}

// A worker's own scope: the layout of a thousand nodes takes a second, in which the page must not stand still.
self.addEventListener('message', (event: MessageEvent<TidyQuestion>) => {
  self.postMessage(tidyLayout(event.data.flow, event.data.sizes));
});
