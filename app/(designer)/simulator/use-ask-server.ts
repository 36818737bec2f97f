'use client';

import { useCallback } from 'react';
import { useTRPCClient } from '@/app/trpc/client';
import type { AskServer } from './local-answers';

/** Asks the server for answers of activities that need nothing outside. */
export function useAskServer(): AskServer {
  const client = useTRPCClient();
  return useCallback((question) => client.flowScenarios.answer.mutate(question), [client]);
}
