'use client';

import { createContext } from 'react';
import type { AskServer } from './local-answers';
import type { Surroundings } from './use-surroundings';

/** Where trial walks take what they need from, where that is not the server of somebody who is signed in: a shared draft. */
export interface TrialSource {
  surroundings(): Promise<Surroundings>;
  ask: AskServer;
}

export const TrialContext = createContext<TrialSource | null>(null);
