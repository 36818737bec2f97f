import type { Permission } from '@/runtime/accounts/permissions';
import { removeInvitedUser } from '@/runtime/accounts/users';
import type { BindableKind } from '@/runtime/library/template-slots';
import { Channels } from '@/runtime/store/channels';
import { removeCalendar } from './calendars';
import { removeChat } from './chats';
import { removeHook } from './hooks';
import { removeQueue } from './queues';
import { removeMailbox } from './remove-mailbox';
import { removeTeam } from './teams';
import { isUnused, type Thing, thingUses } from './thing-use';

/** Who may make a thing may also take it away. */
const permissionOf: Record<BindableKind, Permission> = {
  queue: 'queue.edit',
  calendar: 'calendar.edit',
  mailbox: 'channel.edit',
  chat: 'channel.edit',
  hook: 'channel.edit',
  team: 'user.edit',
  agent: 'user.edit',
};

/**
 * Removes those of the things that nothing uses, as when the set-up they were made for is left; whatever is in use by
 * now, or not this person's to remove, stays. Things that hold others go first. Gives what was removed.
 */
export async function removeUnusedThings(
  things: readonly Thing[],
  may: (permission: Permission) => boolean,
  now: Date,
): Promise<Thing[]> {
  const removed: Thing[] = [];
  for (const thing of things.toSorted((left, right) => turn(left) - turn(right))) {
    if (!may(permissionOf[thing.kind])) continue;
    const [use] = await thingUses([thing]);
    if (!use || !isUnused(use)) continue;
    await remove[thing.kind](thing.id, now);
    removed.push(thing);
  }
  return removed;
}

/** A queue may promise times of a calendar, a chat may send by a mailbox, a team holds people. */
function turn({ kind }: Thing): number {
  return ['queue', 'chat', 'hook', 'team'].includes(kind) ? 0 : 1;
}

const remove: Record<BindableKind, (id: string, now: Date) => Promise<void>> = {
  queue: removeQueue,
  calendar: removeCalendar,
  mailbox: async (id, now) => {
    await Channels.updateOne({ _id: id }, { $set: { enabled: false, updatedAt: now } }).exec();
    await removeMailbox(id, null, now);
  },
  chat: removeChat,
  hook: removeHook,
  team: removeTeam,
  agent: removeInvitedUser,
};
