import { type CompiledFlow, compileFlow } from '@/runtime/flow/compile';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { slotsOf } from '@/runtime/flow/slots';
import type { FlowLibrary } from '@/runtime/interpreter/walk';

/** A published flow as the server gives it. */
export interface PublishedFlow {
  document: FlowDocument;
  version: number;
}

/** The flows that a flow calls, by slot; `null`: not published. */
export type CalledFlows = Readonly<Record<string, PublishedFlow | null>>;

/**
 * Loads the flows that a flow calls, and those that they call, so that a simulation can walk through them. A flow that is
 * not published stays missing: the calling node then fails, as it would in earnest.
 */
export async function loadCalledFlows(
  flow: FlowDocument,
  registry: NodeRegistry,
  load: (slot: string) => Promise<PublishedFlow | null>,
): Promise<CalledFlows> {
  const bySlot: Record<string, PublishedFlow | null> = {};
  const open = calledBy(flow, registry);
  for (let slot = open.pop(); slot !== undefined; slot = open.pop()) {
    if (slot in bySlot) continue;
    const found = await load(slot);
    bySlot[slot] = found;
    if (found) open.push(...calledBy(found.document, registry));
  }
  return bySlot;
}

/** Where a walk finds the flows that it calls. */
export function libraryOf(called: CalledFlows, registry: NodeRegistry): FlowLibrary {
  const bySlot = new Map<string, CompiledFlow | null>(
    Object.entries(called).map(([slot, found]) => [
      slot,
      found && compileFlow(found.document, registry, found.version),
    ]),
  );
  const compiled = [...bySlot.values()].filter((one) => one !== null);
  return {
    bySlot: (slot) => bySlot.get(slot) ?? null,
    byVersion: (id, version) => compiled.find((one) => one.id === id && one.version === version) ?? null,
  };
}

function calledBy(flow: FlowDocument, registry: NodeRegistry): string[] {
  return slotsOf(flow, registry).flatMap(({ kind, name }) => (kind === 'flow' ? [name] : []));
}
