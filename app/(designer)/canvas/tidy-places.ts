import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { Size } from './card-size';
import type { Places } from './count-crossings';
import type { TidyQuestion } from './tidy-worker';

/** Up to here the layout takes less time than starting a worker. */
const FEW = 15;

/** Tidy places for all nodes; large flows are laid out in a worker. Rejects when the worker fails. */
export async function tidyPlaces(flow: FlowDocument, sizes: ReadonlyMap<string, Size>): Promise<Places> {
  if (flow.nodes.length <= FEW) {
    const { tidyLayout } = await import('./tidy-layout');
    return tidyLayout(flow, sizes);
  }
  const worker = new Worker(new URL('./tidy-worker.ts', import.meta.url), { type: 'module' });
  const question: TidyQuestion = { flow, sizes };
  return new Promise<Places>((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<Places>) => resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}
