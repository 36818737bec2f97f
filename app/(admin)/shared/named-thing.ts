import type { Localized } from '@/runtime/flow/flow-document';

/** Something with a name in both languages that flows name by its slot. */
export interface NamedThing {
  id: string;
  slot: string;
  name: Localized;
}

/** Whose texts a settings page of such things has. */
export type ThingArea = 'hours' | 'queues' | 'teams';
