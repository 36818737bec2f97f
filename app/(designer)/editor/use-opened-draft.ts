'use client';

import { isTRPCClientError } from '@trpc/client';
import { createContext, useContext, useEffect, useState } from 'react';
import { enginesAreMissed, loadEngines } from '@/app/late-engines/late-engines';
import { newUuid } from '@/app/shell/new-uuid';
import { useTRPCClient } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { findProblems } from '@/runtime/flow/problems';
import { wantsAlwaysTidy } from '../canvas/use-always-tidy';
import { EditorStore } from '../editor-store';
import { DraftSync } from '../sync/draft-sync';
import { keepLocalDraft, type LocalDraft } from '../sync/local-draft';

export interface ServerDraft {
  document: FlowDocument;
  revision: number;
  publishedVersion: number | null;
  state: string;
}

/** A flow that is open in this tab. */
export interface OpenedDraft {
  editor: EditorStore;
  sync: DraftSync;
  publishedVersion: number | null;
  state: string;
  /** Names this tab, so that it can tell its own saves from those of others. */
  client: string;
}

const DraftContext = createContext<OpenedDraft | null>(null);
export const DraftProvider = DraftContext.Provider;

export function useDraft(): OpenedDraft {
  const draft = useContext(DraftContext);
  if (!draft) throw new Error('useDraft is called outside the editor');
  return draft;
}

/** Makes the store and the saving of a flow once both copies are there, and keeps them joined with what others do. */
export function useOpenedDraft(
  flowId: string,
  onServer: ServerDraft | undefined,
  kept: LocalDraft | null | undefined,
  mayEdit: boolean,
): OpenedDraft | null {
  const api = useTRPCClient();
  // The first answer opens the flow; what comes later is joined by `sync`. It is state, not a memo: React may forget memos.
  const [opened, setOpened] = useState<OpenedDraft | null>(null);
  useEffect(() => {
    if (!onServer || kept === undefined) return;
    setOpened((present) => present ?? openDraft({ flowId, onServer, kept, mayEdit, api }));
  }, [flowId, onServer, kept, mayEdit, api]);
  useKeptInStep(flowId, opened);
  return opened;
}

interface Opening {
  flowId: string;
  onServer: ServerDraft;
  kept: LocalDraft | null;
  mayEdit: boolean;
  api: ReturnType<typeof useTRPCClient>;
}

function openDraft({ flowId, onServer, kept, mayEdit, api }: Opening): OpenedDraft {
  const { document, revision, publishedVersion, state } = onServer;
  const client = newUuid();
  const unsent = kept && kept.flow !== kept.confirmed.document ? kept : null;
  const editor = new EditorStore({
    flowId,
    flow: unsent ? unsent.flow : document,
    history: kept?.history,
    readOnly: !mayEdit,
    alwaysTidy: wantsAlwaysTidy(),
    findProblems: (flow, environment) => {
      const problems = findProblems(flow, nodeRegistry, environment);
      if (!enginesAreMissed()) return problems;
      // An expression or a pattern stands in the flow: what reads it is on its way, and then there is an answer.
      loadEngines().then(
        () => editor.problemsNow(),
        () => undefined,
      );
      return editor.getState().problems;
    },
  });
  // Edits that this browser kept and the server never got are joined with what the server has now.
  if (unsent) editor.receive(unsent.confirmed.document, document);
  const sync = new DraftSync({
    editor,
    confirmed: { revision, document },
    server: {
      save: (draft) => api.flows.saveDraft.mutate({ id: flowId, client, ...draft }),
      read: () => api.flows.get.query({ id: flowId }),
    },
    keep: (confirmed) => {
      const { flow } = editor.getState();
      // A browser that keeps nothing still edits and saves; the save state tells when that is not enough.
      keepLocalDraft({ flowId, confirmed, flow, history: editor.history }).catch(() => undefined);
    },
    refusalOf: (error) => (isTRPCClientError(error) && error.data ? refusalCode(error.data) : null),
  });
  return { editor, sync, publishedVersion, state, client };
}

function useKeptInStep(flowId: string, opened: OpenedDraft | null): void {
  useEffect(() => {
    if (!opened) return;
    const stop = opened.sync.start();
    const onOnline = (): void => opened.sync.retry();
    const beforeUnload = (event: BeforeUnloadEvent): void => {
      const { status } = opened.editor.getState().save;
      if (status === 'changed' || status === 'saving') event.preventDefault();
    };
    window.addEventListener('online', onOnline);
    window.addEventListener('beforeunload', beforeUnload);
    return () => {
      stop();
      window.removeEventListener('online', onOnline);
      window.removeEventListener('beforeunload', beforeUnload);
      // Leaving the page inside the application: the rest goes on its way without it.
      void opened.sync.saveNow();
    };
  }, [opened]);
  useLive(
    'flow',
    ({ data }) => {
      if (data.change !== 'draft' || data.client === opened?.client || typeof data.revision !== 'number')
        return;
      void opened?.sync.takeIn(data.revision);
    },
    flowId,
  );
}

function refusalCode(data: unknown): string {
  if (typeof data !== 'object' || data === null) return 'unexpected';
  const { domainCode, code } = data as { domainCode?: unknown; code?: unknown };
  return typeof domainCode === 'string' ? domainCode : typeof code === 'string' ? code : 'unexpected';
}
