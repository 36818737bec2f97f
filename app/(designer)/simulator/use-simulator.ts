'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useSyncExternalStore } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { Scope } from '@/runtime/flow/scope';
import type { EditorStore } from '../editor-store';
import { useEditor, useEditorState } from '../use-editor';
import { beginOf } from './begin-simulation';
import { libraryOf } from './called-flows';
import { draftScope } from './message-draft';
import { type SimulatorState, SimulatorStore } from './simulator-store';
import { useAskServer } from './use-ask-server';
import { useSurroundings } from './use-surroundings';

// One simulator for each open flow; it goes when the editor's store goes.
const stores = new WeakMap<EditorStore, SimulatorStore>();

/** The simulator of the open flow. Its first message is in the reader's language. */
export function useSimulator(): SimulatorStore {
  const editor = useEditor();
  const surroundings = useSurroundings();
  const ask = useAskServer();
  const t = useTranslations('simulator');
  const known = stores.get(editor);
  if (known) return known;
  const made = new SimulatorStore({
    state: {
      draft: {
        fromName: t('sample.name'),
        fromAddress: t('sample.address'),
        subject: t('sample.subject'),
        text: t('sample.text'),
        attachment: false,
        automatic: false,
        mailbox: null,
        language: t('sample.language'),
      },
      at: Date.now(),
      timeZone: null,
    },
    begin: async (state) => {
      const { flow } = editor.getState();
      const { environment, called } = await surroundings();
      return beginOf(flow, environment, libraryOf(called, nodeRegistry), ask, state);
    },
  });
  stores.set(editor, made);
  return made;
}

export function useSimulatorState<Part>(select: (state: SimulatorState) => Part): Part {
  const store = useSimulator();
  const snapshot = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, snapshot, snapshot);
}

/** The wall clock that is shown: the chosen one, else the installation's, else the reader's own. */
export function useSimulatorTimeZone(): string {
  const chosen = useSimulatorState((state) => state.timeZone);
  const own = useEditorState((state) => state.environment?.installation.timeZone);
  return chosen ?? own ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The message that is tried out, as texts, rules and expressions see it; with the variables it has got on its way. */
export function useSampleScope(): Scope {
  const draft = useSimulatorState((state) => state.draft);
  const at = useSimulatorState((state) => state.at);
  const simulation = useSimulatorState((state) => state.taken.at(-1) ?? null);
  const flow = useEditorState((state) => state.flow);
  const environment = useEditorState((state) => state.environment);
  const { variables } = flow;
  return useMemo(() => {
    const scope = draftScope(draft, variables, environment, at, simulation?.state?.variables);
    if (simulation?.state)
      return { ...scope, ticket: simulation.facts.ticket, customer: simulation.facts.customer };
    return scope;
  }, [draft, variables, environment, at, simulation]);
}
