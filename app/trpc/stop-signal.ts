/**
 * One signal for all open subscriptions of this process. Without it a stopping server waits for every browser tab to
 * close its event stream. Kept on globalThis because the development server loads modules more than once.
 */
const stoppers = globalThis as typeof globalThis & { stellwerkStopping?: AbortController };

export function stopSignal(): AbortSignal {
  stoppers.stellwerkStopping ??= new AbortController();
  return stoppers.stellwerkStopping.signal;
}

export function stopSubscriptions(): void {
  stoppers.stellwerkStopping ??= new AbortController();
  stoppers.stellwerkStopping.abort();
}
