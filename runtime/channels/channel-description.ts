import type { SlotKind } from '@/runtime/flow/flow-document';
import type { ChannelCapabilities } from './channel';

/** Something that the settings of a channel name: by its slot, or by its id. */
export type NamedThing = { kind: SlotKind } & ({ slot: string } | { id: string });

/** What everybody may know of a kind of channel without the code that fetches and sends. */
export interface ChannelDescription<Kind extends string = string, Slot extends SlotKind = SlotKind> {
  /** As channels of this kind are stored. */
  kind: Kind;
  /** What flows name one by: `mailbox:service`. */
  slotKind: Slot;
  /** `null` where nothing goes out. */
  capabilities: ChannelCapabilities | null;
  /** What stored settings name; what cannot be read names nothing. */
  namedThings(settings: Record<string, unknown>): NamedThing[];
}

/** A description whose kinds are known to the compiler. */
export function describeChannel<const Kind extends string, const Slot extends SlotKind>(
  description: ChannelDescription<Kind, Slot>,
): ChannelDescription<Kind, Slot> {
  return description;
}
