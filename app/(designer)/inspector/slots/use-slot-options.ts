'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/trpc/client';
import type { SlotKind } from '@/runtime/flow/flow-document';
import { useEditorState } from '../../use-editor';
import { type SlotOption, slotOptions } from './slot-options';

/** What the installation offers for a kind of slot. Flows are asked for when a form needs them. */
export function useSlotOptions(kind: SlotKind): { options: SlotOption[]; loading: boolean } {
  const trpc = useTRPC();
  const environment = useEditorState((state) => state.environment);
  const flows = useQuery({ ...trpc.flows.list.queryOptions(), enabled: kind === 'flow' });
  if (kind === 'flow') {
    const options = (flows.data ?? []).map(({ id, name }) => ({ slot: id, name }));
    return { options, loading: flows.isPending };
  }
  if (!environment) return { options: [], loading: true };
  return { options: slotOptions(environment, kind) ?? [], loading: false };
}
