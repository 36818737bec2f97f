'use client';

import { useMay } from '@/app/shell/account-context';
import type { SlotKind } from '@/runtime/flow/flow-document';
import type { CreatableKind } from './create-slot';

/** The kind, where it is one that can be set up here and the person may do so. */
export function useMayCreate(kind: SlotKind): CreatableKind | null {
  const mayQueue = useMay('queue.edit');
  const mayCalendar = useMay('calendar.edit');
  if (kind === 'queue' && mayQueue) return kind;
  return kind === 'calendar' && mayCalendar ? kind : null;
}
