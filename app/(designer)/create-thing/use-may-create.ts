'use client';

import { useMay } from '@/app/shell/account-context';
import type { SlotKind } from '@/runtime/flow/flow-document';
import { type CreatableKind, creatableKinds } from './thing';

/** Tells for a kind of slot whether a thing of it can be set up here by this person. */
export function useMayCreate(): (kind: SlotKind) => CreatableKind | null {
  const [queue, calendar, channel, user] = [
    useMay('queue.edit'),
    useMay('calendar.edit'),
    useMay('channel.edit'),
    useMay('user.edit'),
  ];
  const may: Record<CreatableKind, boolean> = {
    queue,
    calendar,
    mailbox: channel,
    chat: channel,
    hook: channel,
    team: user,
    agent: user,
  };
  return (kind) => creatableKinds.find((known) => known === kind && may[known]) ?? null;
}
