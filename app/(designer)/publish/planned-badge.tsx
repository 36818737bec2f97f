'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import { useEditorState } from '../use-editor';

// Most flows have no plan.
const Planned = lazy(async () => ({ default: (await import('./planned-details')).Planned }));
const Refused = lazy(async () => ({ default: (await import('./planned-details')).Refused }));

/** Beside the flow's name: the publication that is planned, or the one that was refused. */
export function PlannedBadge() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const id = useEditorState((state) => state.flowId);
  const { data } = useQuery(trpc.publishing.planned.queryOptions({ id }));
  useLive(
    'flow',
    ({ data: change }) => {
      if (['planned', 'unplanned', 'publicationRefused', 'published'].includes(String(change.change)))
        for (const filter of [trpc.publishing.pathFilter(), trpc.flows.versions.queryFilter()])
          void queryClient.invalidateQueries(filter);
    },
    id,
  );
  if (data?.refused)
    return (
      <Suspense>
        <Refused refused={data.refused} id={id} />
      </Suspense>
    );
  if (data?.planned)
    return (
      <Suspense>
        <Planned planned={data.planned} id={id} />
      </Suspense>
    );
  return null;
}
