'use client';

import { useSubscription } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useTRPC } from './client';

export type LiveTopic =
  | 'ticket'
  | 'queue'
  | 'flow'
  | 'ledger'
  | 'channel'
  | 'agent'
  | 'outgoing'
  | 'settings';

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

const topics: LiveTopic[] = ['ticket', 'queue', 'flow', 'ledger', 'channel', 'agent', 'outgoing', 'settings'];
const LiveContext = createContext<LiveState | null>(null);

/** One event stream per tab: a browser opens only six connections to one host. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const listeners = useRef(new Set<Listener>());
  const [connected, setConnected] = useState(true);
  useSubscription(
    trpc.live.changes.subscriptionOptions(
      { topics },
      {
        onData: ({ data }) => {
          for (const listener of listeners.current) listener(data);
        },
        onConnectionStateChange: ({ state, error }) => setConnected(state === 'pending' || error === null),
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
