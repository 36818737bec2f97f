'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { LiveTopic } from '@/runtime/store/live-events';
import { useTRPC } from './client';

export interface LiveChange {
  topic: LiveTopic;
  /** Id of the ticket, queue ... */
  key: string;
  data: Record<string, unknown>;
}

type Listener = (change: LiveChange) => void;

interface LiveState {
  connected: boolean;
  listen(listener: Listener): () => void;
}

const topics: Exclude<LiveTopic, 'chat'>[] = [
  'ticket',
  'queue',
  'flow',
  'ledger',
  'channel',
  'agent',
  'outgoing',
  'settings',
];
const LiveContext = createContext<LiveState | null>(null);

/** One event stream per tab: a browser opens only six connections to one host. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const listeners = useRef(new Set<Listener>());
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  const interrupted = useRef(false);
  useSubscription(
    trpc.live.changes.subscriptionOptions(
      { topics },
      {
        onData: ({ data }) => {
          for (const listener of listeners.current) listener(data);
        },
        onConnectionStateChange: ({ state, error }) => {
          const up = state === 'pending' || error === null;
          setConnected(up);
          // What happened before the first event of a new stream is known to nobody: read what is shown anew.
          if (state === 'pending' && interrupted.current) void client.invalidateQueries();
          interrupted.current = !up;
        },
      },
    ),
  );
  const state = useMemo<LiveState>(
    () => ({
      connected,
      listen(listener) {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [connected],
  );
  return <LiveContext.Provider value={state}>{children}</LiveContext.Provider>;
}

/** Calls `onChange` for every change of `topic` (of one thing only where `key` is given). */
export function useLive(topic: LiveTopic, onChange: Listener, key?: string): void {
  const live = useContext(LiveContext);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(
    () =>
      live?.listen((change) => {
        if (change.topic === topic && (key === undefined || change.key === key)) latest.current(change);
      }),
    [live, topic, key],
  );
}

/** False while the stream is interrupted and being resumed. */
export function useLiveConnected(): boolean {
  return useContext(LiveContext)?.connected ?? true;
}
