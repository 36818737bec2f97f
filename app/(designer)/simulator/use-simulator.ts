'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useSyncExternalStore } from 'react';
import type { Scope } from '@/runtime/flow/scope';
import type { EditorStore } from '../editor-store';
import { useEditor, useEditorState } from '../use-editor';
import { draftScope } from './message-draft';
import { type SimulatorState, SimulatorStore } from './simulator-store';

// One simulator for each open flow; it goes when the editor's store goes.
const stores = new WeakMap<EditorStore, SimulatorStore>();

/** The simulator of the open flow. Its first message is in the reader's language. */
export function useSimulator(): SimulatorStore {
  const editor = useEditor();
  const t = useTranslations('simulator');
  const known = stores.get(editor);
  if (known) return known;
  const made = new SimulatorStore({
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
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  stores.set(editor, made);
  return made;
}

export function useSimulatorState(): SimulatorState {
  const store = useSimulator();
  return useSyncExternalStore(store.subscribe, store.getState, store.getState);
}

/** The message that is tried out, as texts, rules and expressions see it. */
export function useSampleScope(): Scope {
  const { draft, at } = useSimulatorState();
  const flow = useEditorState((state) => state.flow);
  const environment = useEditorState((state) => state.environment);
  return useMemo(() => draftScope(draft, flow, environment, at), [draft, flow, environment, at]);
}
