import type { StorageFailure } from './storage/storage';

/** What the server's process tells its starter. Anything the other way means: stop. */
export type FromServer =
  | { readonly kind: 'ready'; readonly uri: string }
  | { readonly kind: 'failed'; readonly failure: StorageFailure; readonly message: string }
  | { readonly kind: 'log'; readonly message: string; readonly details: Readonly<Record<string, unknown>> };

export function isFromServer(message: unknown): message is FromServer {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
