'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { useTRPC } from '@/app/trpc/client';
import type { EditorStore } from '../editor-store';
import { useAskServer } from '../simulator/use-ask-server';
import { useSurroundings } from '../simulator/use-surroundings';
import { useEditor, useEditorState } from '../use-editor';
import { ScenarioChecks, type ScenarioChecksState } from './scenario-checks';
import { startWalker } from './walk-in-worker';

// One for each open flow; it goes when the editor's store goes.
const checks = new WeakMap<EditorStore, ScenarioChecks>();

/** The scenario checks of the open flow, walked in a worker of this browser. */
export function useScenarioChecks(): ScenarioChecks {
  const editor = useEditor();
  const language = useLocale();
  const surroundings = useSurroundings();
  const ask = useAskServer();
  const known = checks.get(editor);
  if (known) return known;
  const made = new ScenarioChecks({
    async walk(scenarios) {
      const { environment, called } = await surroundings();
      const { flow } = editor.getState();
      const walker = startWalker(ask);
      try {
        return await walker.perform({
          kind: 'scenarios',
          flow,
          called,
          environment,
          language,
          scenarios: [...scenarios],
        });
      } finally {
        walker.stop();
      }
    },
  });
  checks.set(editor, made);
  return made;
}

export function useScenarioChecksState<Part>(select: (state: ScenarioChecksState) => Part): Part {
  const store = useScenarioChecks();
  const snapshot = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, snapshot, snapshot);
}

/** The scenarios that are kept with the open flow. */
export function useFlowScenarios() {
  const trpc = useTRPC();
  const flowId = useEditorState((state) => state.flowId);
  return useQuery(trpc.flowScenarios.list.queryOptions({ flowId }));
}
