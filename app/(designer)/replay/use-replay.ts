'use client';

import { useSyncExternalStore } from 'react';
import { useTRPCClient } from '@/app/trpc/client';
import type { EditorStore } from '../editor-store';
import { useAskServer } from '../simulator/use-ask-server';
import { useSurroundings } from '../simulator/use-surroundings';
import { useEditor } from '../use-editor';
import { type ReplayState, ReplayStore } from './replay-store';
import { startWalker } from './walk-in-worker';

// One replay for each open flow; it goes when the editor's store goes.
const stores = new WeakMap<EditorStore, ReplayStore>();

/** The what-if replay of the open flow: messages from the server, walked in a worker of this browser. */
export function useReplay(): ReplayStore {
  const editor = useEditor();
  const client = useTRPCClient();
  const surroundings = useSurroundings();
  const ask = useAskServer();
  const known = stores.get(editor);
  if (known) return known;
  const made = new ReplayStore(
    {
      select: (flowId, range) => client.recordings.forReplay.query({ flowId, range }),
      async read(flowId, ids) {
        const { messages, environments, skipped } = await client.recordings.replayBatch.query({
          flowId,
          ids,
        });
        return {
          skipped,
          messages: messages.flatMap(({ environmentHash, ...message }) => {
            const environment = environments[environmentHash];
            return environment ? [{ ...message, environment }] : [];
          }),
        };
      },
      async begin({ standIns, classifyAnew }) {
        const { called } = await surroundings();
        const { flow } = editor.getState();
        const present = new Set(flow.nodes.map(({ id }) => id));
        const valid = Object.fromEntries(Object.entries(standIns).filter(([node]) => present.has(node)));
        const walker = startWalker(ask);
        return {
          flow,
          replay: (messages) =>
            walker.perform({ kind: 'replay', flow, called, standIns: valid, classifyAnew, messages }),
          stop: walker.stop,
        };
      },
    },
    editor.getState().flowId,
  );
  stores.set(editor, made);
  return made;
}

export function useReplayState<Part>(select: (state: ReplayState) => Part): Part {
  const store = useReplay();
  const snapshot = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, snapshot, snapshot);
}
