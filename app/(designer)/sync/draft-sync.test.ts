import { describe, expect, it } from 'vitest';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { applyOperation, type Operation } from '@/runtime/flow/operations';
import { EditorStore } from '../editor-store';
import { type Confirmed, DraftSync, type SaveAnswer } from './draft-sync';

const start: FlowDocument = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Sample',
  nodes: [
    { id: 'a', type: 'sample' },
    { id: 'b', type: 'sample' },
  ],
});
const title = (node: string, text: string): Operation => ({ type: 'setTitle', node, title: text });

/** A server that keeps one draft as the real one does, and can be cut off. */
class Server {
  draft: Confirmed = { revision: 1, document: start };
  reachable = true;
  refusal: string | null = null;
  saves = 0;

  async save({ revision, document }: Confirmed): Promise<SaveAnswer> {
    if (this.refusal) throw new Error(this.refusal);
    if (!this.reachable) throw new Error('offline');
    this.saves += 1;
    if (revision !== this.draft.revision) return { saved: false, ...this.draft };
    this.draft = { revision: revision + 1, document };
    return { saved: true, revision: revision + 1 };
  }

  async read(): Promise<Confirmed> {
    return this.draft;
  }

  editElsewhere(operation: Operation): void {
    this.draft = {
      revision: this.draft.revision + 1,
      document: applyOperation(this.draft.document, operation),
    };
  }
}

function opened(server = new Server(), flow = server.draft.document) {
  const tasks: { task: () => void; milliseconds: number }[] = [];
  const later = (task: () => void, milliseconds: number) => {
    const entry = { task, milliseconds };
    tasks.push(entry);
    return () => {
      const index = tasks.indexOf(entry);
      if (index >= 0) tasks.splice(index, 1);
    };
  };
  const editor = new EditorStore({
    flowId: 'flow',
    flow,
    findProblems: () => [],
    later: () => () => undefined,
  });
  const kept: Confirmed[] = [];
  const sync = new DraftSync({
    editor,
    server,
    confirmed: server.draft,
    keep: (confirmed) => kept.push(confirmed),
    refusalOf: (error) => (error instanceof Error && error.message !== 'offline' ? error.message : null),
    clock: () => 1000,
    later,
  });
  sync.start();
  /** Runs what waits, and lets everything that follows from it happen. */
  const run = async (): Promise<number[]> => {
    const waiting = tasks.splice(0);
    for (const { task } of waiting) task();
    await new Promise((resolve) => setImmediate(resolve));
    return waiting.map(({ milliseconds }) => milliseconds);
  };
  return { editor, server, sync, run, kept, status: () => editor.getState().save.status };
}

describe('DraftSync', () => {
  it('has everything saved again when what waited is taken back, with and without a connection', async () => {
    const { editor, server, run, status } = opened();
    editor.dispatch(title('a', 'One'));
    editor.undo();
    expect(status()).toBe('saved');
    server.reachable = false;
    editor.dispatch(title('a', 'Two'));
    await run();
    expect(status()).toBe('offline');
    editor.undo();
    expect(status()).toBe('saved');
    await run();
    expect(status()).toBe('saved');
    expect(server.saves).toBe(0);
  });

  it('saves once some moments after the last of several edits', async () => {
    const { editor, server, run, status } = opened();
    editor.dispatch(title('a', 'One'));
    editor.dispatch(title('a', 'Two'));
    expect(status()).toBe('changed');
    await run();
    expect(status()).toBe('saved');
    expect(server.saves).toBe(1);
    expect(server.draft.document.nodes[0]?.title).toBe('Two');
  });

  it('keeps a copy in the browser with every edit, before the server has it', () => {
    const { editor, kept } = opened();
    editor.dispatch(title('a', 'One'));
    expect(kept).toHaveLength(1);
  });

  it('joins what somebody else saved, and loses neither', async () => {
    const { editor, server, run, status } = opened();
    editor.dispatch(title('a', 'Mine'));
    server.editElsewhere(title('b', 'Theirs'));
    await run();
    await run();
    expect(status()).toBe('saved');
    for (const flow of [editor.getState().flow, server.draft.document])
      expect(flow.nodes.map((node) => node.title)).toEqual(['Mine', 'Theirs']);
  });

  it('takes in what somebody else saved while nothing is edited here', async () => {
    const { editor, server, sync, status } = opened();
    server.editElsewhere(title('b', 'Theirs'));
    await sync.takeIn(2);
    expect(editor.getState().flow.nodes[1]?.title).toBe('Theirs');
    expect(editor.getState().canUndo).toBe(false);
    expect(status()).toBe('saved');
    expect(server.saves).toBe(0);
  });

  it('goes on while the server cannot be reached, waits longer each time, and sends everything at last', async () => {
    const { editor, server, sync, run, status } = opened();
    server.reachable = false;
    editor.dispatch(title('a', 'One'));
    await run();
    expect(status()).toBe('offline');
    editor.dispatch(title('b', 'Two'));
    expect(await run()).toEqual([2000]);
    expect(await run()).toEqual([4000]);
    server.reachable = true;
    sync.retry();
    await run();
    expect(status()).toBe('saved');
    expect(server.draft.document.nodes.map((node) => node.title)).toEqual(['One', 'Two']);
  });

  it('sends edits that were kept from before a reload', async () => {
    const server = new Server();
    const { run, status } = opened(server, applyOperation(start, title('a', 'Kept')));
    await run();
    expect(status()).toBe('saved');
    expect(server.draft.document.nodes[0]?.title).toBe('Kept');
  });

  it('tells why the server refused and does not try again by itself', async () => {
    const { editor, server, run, status } = opened();
    server.refusal = 'FORBIDDEN';
    editor.dispatch(title('a', 'One'));
    await run();
    expect(editor.getState().save).toEqual({ status: 'refused', reason: 'FORBIDDEN' });
    expect(await run()).toEqual([]);
    server.refusal = null;
    editor.dispatch(title('a', 'Two'));
    await run();
    expect(status()).toBe('saved');
  });
});
