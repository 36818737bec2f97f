'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import type { NodeClaim } from '@/runtime/library/claim-node';
import type { EditorStore } from '../editor-store';
import { useEditor, useEditorState } from '../use-editor';
import { heard, type Other, SAYS_EVERY, stillHere } from './others';
import { tabIdentity } from './tab-identity';

/** Quick clicks from node to node are told once, milliseconds. */
const SETTLES = 150;

/** Says that this person is here and what he has selected, claims that node for him, and hears the others. */
export function usePresence(): void {
  const editor = useEditor();
  const [client] = useState(() => tabIdentity());
  const { flowId } = editor.getState();
  const node = useEditorState(({ selection }) => {
    const [only, ...more] = selection.nodes;
    return more.length === 0 ? (only ?? null) : null;
  });
  const takingOver = useEditorState(({ held }) => held?.takingOver ?? false);
  const say = useSay(client);
  useEffect(() => {
    editor.update({ held: node === null ? null : { node, turn: null, takingOver: false } });
    const soon = setTimeout(() => say(node), SETTLES);
    const again = setInterval(() => {
      say(node);
      const { others } = editor.getState();
      const here = stillHere(others, Date.now());
      if (here !== others) editor.update({ others: here });
    }, SAYS_EVERY);
    return () => {
      clearTimeout(soon);
      clearInterval(again);
    };
  }, [say, node, editor]);
  useEffect(() => {
    if (takingOver) say(node, { takeOver: true });
  }, [takingOver, say, node]);
  const leave = useRef(say);
  useEffect(() => {
    leave.current = say;
  }, [say]);
  useEffect(() => () => leave.current(null, { leaving: true }), []);
  useLeavingThePage(client);

  useLive(
    'flow',
    ({ data }) => {
      if (data.change !== 'presence' || data.client === client) return;
      const said = readOther(data);
      const { others } = editor.getState();
      if (said) editor.update({ others: heard(others, said, data.leaving === true) });
    },
    flowId,
  );
}

/** A tab that is closed frees its node at once; a call of its own, for the page does not live to see an answer. */
function useLeavingThePage(client: string): void {
  const editor = useEditor();
  useEffect(() => {
    const onLeave = (): void => {
      const { flowId } = editor.getState();
      const body = JSON.stringify({ json: { id: flowId, client, leaving: true, node: null } });
      const headers = { 'content-type': 'application/json' };
      // Where it does not arrive, the others notice by the silence.
      fetch('/api/trpc/flows.present', { method: 'POST', keepalive: true, headers, body }).catch(
        () => undefined,
      );
    };
    window.addEventListener('pagehide', onLeave);
    return () => window.removeEventListener('pagehide', onLeave);
  }, [editor, client]);
}

type Say = (node: string | null, how?: { leaving?: boolean; takeOver?: boolean }) => void;

/** Tells the server, which answers who edits the node. */
function useSay(client: string): Say {
  const editor = useEditor();
  const api = useTRPCClient();
  return useCallback(
    (node, { leaving = false, takeOver = false } = {}) => {
      const { flowId } = editor.getState();
      api.flows.present.mutate({ id: flowId, client, leaving, node, takeOver }).then(
        ({ claim }) => hearClaim(editor, client, node, claim),
        // Presence is a courtesy: when it cannot be told, nothing is lost, and the save state tells of the connection.
        () => hearClaim(editor, client, node, null),
      );
    },
    [api, client, editor],
  );
}

/** The node is this person's now, or it is known who has it. An answer that comes after he went on is none. */
function hearClaim(editor: EditorStore, client: string, node: string | null, claim: NodeClaim | null): void {
  const { held, others } = editor.getState();
  if (node === null || held?.node !== node) return;
  if (claim === null) {
    editor.update({ held: { ...held, takingOver: false } });
    return;
  }
  const own = claim.client === client;
  editor.update({
    held: { node, turn: own ? claim.turn : null, takingOver: false },
    ...(own ? {} : { others: heard(others, { ...claim, node, at: Date.now() }, false) }),
  });
}

function readOther(data: Record<string, unknown>): Other | null {
  const { client, name, node, turn } = data;
  if (typeof client !== 'string' || typeof name !== 'string') return null;
  return {
    client,
    name,
    node: typeof node === 'string' ? node : null,
    turn: typeof turn === 'number' ? turn : null,
    at: Date.now(),
  };
}
