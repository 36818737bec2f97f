'use client';

import { useQuery } from '@tanstack/react-query';
import { useTimeZone } from 'next-intl';
import { useMemo } from 'react';
import { useTRPC } from '@/app/trpc/client';
import type { FlowVolume } from '@/runtime/library/flow-volumes';

const NONE: ReadonlyMap<string, FlowVolume> = new Map();

/** Traffic and channels of every flow by its id; empty until they are counted, which the list does not wait for. */
export function useFlowVolumes(): ReadonlyMap<string, FlowVolume> {
  const trpc = useTRPC();
  const timeZone = useTimeZone() ?? 'UTC';
  const { data } = useQuery(trpc.flowLists.volumes.queryOptions({ timeZone }, { refetchInterval: 60_000 }));
  return useMemo(() => (data ? new Map(data.map((volume) => [volume.id, volume])) : NONE), [data]);
}
