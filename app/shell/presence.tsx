'use client';

import { useMutation } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';

export const presences = ['available', 'busy', 'away', 'offline'] as const;
export type Presence = (typeof presences)[number];

interface PresenceState {
  presence: Presence;
  choose(presence: Presence): void;
}

const PresenceContext = createContext<PresenceState | null>(null);
const BEAT_MS = 30_000;

/** Tells the server that somebody is here, and holds what he says of himself: tickets are assigned by it. */
export function PresenceProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const [presence, setPresence] = useState<Presence>('available');
  const { mutate: beat } = useMutation(
    trpc.profile.signOfLife.mutationOptions({ onSuccess: (answer) => setPresence(answer.presence) }),
  );
  const { mutate: save } = useMutation(trpc.profile.setPresence.mutationOptions());
  useEffect(() => {
    beat({ arrives: true });
    const timer = setInterval(() => beat({ arrives: false }), BEAT_MS);
    return () => clearInterval(timer);
  }, [beat]);
  const state = useMemo<PresenceState>(
    () => ({
      presence,
      choose(next) {
        setPresence(next);
        save({ presence: next });
      },
    }),
    [presence, save],
  );
  return <PresenceContext.Provider value={state}>{children}</PresenceContext.Provider>;
}

export function usePresenceChoice(): PresenceState {
  const state = useContext(PresenceContext);
  if (!state) throw new Error('usePresenceChoice is used outside of <PresenceProvider>.');
  return state;
}
