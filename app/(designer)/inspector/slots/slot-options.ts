import { boundThings } from '@/runtime/flow/bound-things';
import type { Environment } from '@/runtime/flow/facts';
import type { SlotKind } from '@/runtime/flow/flow-document';

export interface SlotOption {
  slot: string;
  name: string;
}

/** What an installation offers for a kind of slot; `null` for kinds the environment does not list. */
export function slotOptions(environment: Environment, kind: SlotKind): SlotOption[] | null {
  const found = boundThings(kind, environment);
  if (!found) return null;
  return Object.entries(found)
    .map(([slot, { name }]) => ({ slot, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
