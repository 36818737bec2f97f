'use client';

import { useCallback, useContext } from 'react';
import { useTRPCClient } from '@/app/trpc/client';
import type { AskServer } from './local-answers';
import { TrialContext } from './trial-context';

/** Asks the server for answers of activities that need nothing outside. */
export function useAskServer(): AskServer {
  const client = useTRPCClient();
  const given = useContext(TrialContext);
  const ask = useCallback<AskServer>((question) => client.flowScenarios.answer.mutate(question), [client]);
  return given?.ask ?? ask;
}
