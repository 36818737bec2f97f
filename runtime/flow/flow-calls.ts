import type { CompiledFlow, CompiledNode } from './compile';
import type { CalledFlow } from './facts';
import { reachedFrom } from './nodes-after';
import { slotsOfFields } from './slots';
import { type ConfigField, configFields } from './walk-config';

/** A flow is called by a node that can be reached when the flow is called itself. */
export interface FlowCall {
  nodeId: string;
  /** The field that names the flow. */
  path: (string | number)[];
  /** The slot of the called flow. */
  slot: string;
  /** Every way to the call comes by a node that waits. */
  waits: boolean;
}

/** Where a flow begins when another one calls it; `null` for a flow without any start. */
export function calledStart({ starts }: CompiledFlow): CompiledNode | null {
  return starts.find(({ definition }) => definition?.startedBy === 'call') ?? starts[0] ?? null;
}

/**
 * The calls that a flow makes when it is called: of those come circles.
 * @param fields of its nodes, by node id, where somebody has collected them already
 */
export function callsWhenCalled(
  compiled: CompiledFlow,
  fields?: ReadonlyMap<string, readonly ConfigField[]>,
): FlowCall[] {
  const start = calledStart(compiled);
  if (start === null) return [];
  const atOnce = reachedFrom([start], compiled, alwaysWaits);
  return [...reachedFrom([start], compiled)].flatMap((node) =>
    slotsCalledBy(node, fields?.get(node.id)).map(({ name, path }) => ({
      nodeId: node.id,
      path,
      slot: name,
      waits: !atOnce.has(node),
    })),
  );
}

/** A flow as others see it that call it, by the version that was compiled; its slots bound as it is here. */
export function calledFlow(compiled: CompiledFlow, bindings: Record<string, string> = {}): CalledFlow {
  const calls = callsWhenCalled(compiled).map(({ slot, waits }) => ({
    flow: bindings[`flow:${slot}`] ?? slot,
    waits,
  }));
  return { id: compiled.id, name: compiled.document.name, calls };
}

/** Whether a walk always stops at a node, for an event or for time. */
export function alwaysWaits({ definition, invalid, config }: CompiledNode): boolean {
  const waits = definition?.waits;
  // The definition's own config; its type was forgotten where the registry was made.
  return typeof waits === 'function' ? invalid === null && waits(config as never) : waits === true;
}

function slotsCalledBy({ id, definition, config }: CompiledNode, known: readonly ConfigField[] | undefined) {
  const fields = known ?? (definition === null ? [] : configFields(definition.config, config));
  return slotsOfFields(id, fields).filter(({ kind }) => kind === 'flow');
}
