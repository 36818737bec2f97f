'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import { startWalker } from '../replay/walk-in-worker';
import { rehearse, type WalkScenarios } from './rehearsal';
import type { SetUp } from './use-set-up';

/** Walks scenarios through a flow in a worker of this browser; what only the server can answer is asked there. */
export function useWalkScenarios(): WalkScenarios {
  const api = useTRPCClient();
  const language = useLocale();
  return useCallback<WalkScenarios>(
    async (flow, scenarios) => {
      const walker = startWalker((question) => api.flowScenarios.answer.mutate(question));
      try {
        return await walker.perform({
          kind: 'scenarios',
          flow,
          called: {},
          environment: null,
          language,
          scenarios,
        });
      } finally {
        walker.stop();
      }
    },
    [api, language],
  );
}

/** The template as it would be made, what keeps it from being published, and how its scenarios go with all that was chosen. */
export function useRehearsal(setUp: SetUp, template: string) {
  const trpc = useTRPC();
  const walk = useWalkScenarios();
  const { choices, suggested } = setUp;
  const prepared = useQuery(
    trpc.templates.rehearse.queryOptions(
      {
        template,
        name: choices.name.trim() || suggested,
        language: choices.language,
        bindings: { ...choices.bindings },
        parameters: { ...choices.parameters },
      },
      { staleTime: 0 },
    ),
  );
  const locale = useLocale();
  const walked = useQuery({
    queryKey: ['rehearsal', template, choices, locale, prepared.dataUpdatedAt],
    enabled: prepared.data !== undefined && !prepared.isFetching,
    retry: false,
    queryFn: async () => (prepared.data ? rehearse(prepared.data, walk) : []),
  });
  return {
    document: prepared.data?.document ?? null,
    problems: prepared.data?.problems ?? null,
    lines: walked.data ?? null,
    count: prepared.data?.scenarios.length ?? 0,
    error: prepared.error ?? walked.error,
  };
}
