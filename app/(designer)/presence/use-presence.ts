'use client';

import { useCallback, useEffect, useRef } from 'react';
import { useTRPCClient } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import { useDraft } from '../editor/use-opened-draft';
import { useEditor, useEditorState } from '../use-editor';
import { heard, type Other, SAYS_EVERY, stillHere } from './others';

/** Says that this person is here and what he has selected, and hears the others. */
export function usePresence(): void {
  const editor = useEditor();
  const { client } = useDraft();
  const api = useTRPCClient();
  const { flowId } = editor.getState();
  const node = useEditorState(({ selection }) => {
    const [only, ...more] = selection.nodes;
    return more.length === 0 ? (only ?? null) : null;
  });
  useEffect(() => {
    editor.update({ held: node === null ? null : { node, since: Date.now() } });
  }, [editor, node]);
  const since = useEditorState(({ held }) => held?.since ?? 0);

  const say = useCallback(
    (selected: string | null, leaving = false) => {
      // Presence is a courtesy: when it cannot be told, nothing is lost, and the save state tells of the connection.
      const heldMs = since === 0 ? 0 : Math.max(0, Date.now() - since);
      api.flows.present
        .mutate({ id: flowId, client, leaving, node: selected, heldMs })
        .catch(() => undefined);
    },
    [api, flowId, client, since],
  );
  useEffect(() => {
    // Quick clicks from node to node are told once.
    const soon = setTimeout(() => say(node), 400);
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
  const leave = useRef(say);
  useEffect(() => {
    leave.current = say;
  }, [say]);
  useEffect(() => () => leave.current(null, true), []);

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

function readOther(data: Record<string, unknown>): Other | null {
  const { client, name, node, heldMs } = data;
  const now = Date.now();
  if (typeof client !== 'string' || typeof name !== 'string') return null;
  return {
    client,
    name,
    node: typeof node === 'string' ? node : null,
    since: now - (typeof heldMs === 'number' ? heldMs : 0),
    at: now,
  };
}
