import { afterEach, beforeEach, expect } from 'vitest';
import { type InProcessServer, openInProcess } from './in-process';
import type { Plain } from './plain';

export type Fields = { readonly [name: string]: Plain };

/** A collection `c` with indexes `i0`, `i1`, …, new for each test of the file. */
export function indexedCollection() {
  let server: InProcessServer;
  beforeEach(() => {
    server = openInProcess();
  });
  afterEach(() => server.close());

  async function given(documents: readonly Fields[], ...indexes: readonly Fields[]): Promise<void> {
    await server.run({ insert: 'c', documents });
    for (const [at, index] of indexes.entries()) {
      const reply = await server.run({ createIndexes: 'c', indexes: [{ name: `i${at}`, ...index }] });
      expect(reply.get('errmsg')).toBeUndefined();
    }
  }

  async function found(find: Fields): Promise<unknown[]> {
    return (await server.all({ find: 'c', ...find })).map((doc) => doc.get('_id'));
  }

  /** The answer with the first index and the answer without any. */
  async function both(find: Fields): Promise<unknown[][]> {
    return [await found({ ...find, hint: 'i0' }), await found({ ...find, hint: { $natural: 1 } })];
  }

  return { server: () => server, given, found, both };
}
