'use client';

import {
  IconBook2,
  IconBuilding,
  IconClock,
  IconHome,
  IconInbox,
  IconMail,
  IconMessage2,
  IconMessages,
  IconRoute,
  IconSettings,
  IconSparkles,
  IconUser,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { Permission } from '@/runtime/accounts/permissions';
import { useMay } from './account-context';

export interface Place {
  href: string;
  label: string;
  Icon: TablerIcon;
}

const places = [
  { href: '/', text: 'overview', Icon: IconHome, permission: 'overview.read' },
  { href: '/inbox', text: 'inbox', Icon: IconInbox, permission: 'inbox.read' },
  { href: '/flows', text: 'flows', Icon: IconRoute, permission: 'flow.read' },
  { href: '/settings', text: 'settings', Icon: IconSettings, permission: 'profile.edit' },
] as const satisfies readonly { href: string; text: string; Icon: TablerIcon; permission: Permission }[];

/** The areas of the product that exist and that the reader may enter, in the rail's order. */
export function usePlaces(): Place[] {
  const t = useTranslations('shell.places');
  const may: Record<string, boolean> = {
    'overview.read': useMay('overview.read'),
    'inbox.read': useMay('inbox.read'),
    'flow.read': useMay('flow.read'),
    'profile.edit': useMay('profile.edit'),
  };
  return places
    .filter((place) => may[place.permission])
    .map(({ href, text, Icon }) => ({ href, label: t(text), Icon }));
}

/** Everything that can be set up, as far as the reader's role goes. */
export function useSettingsPlaces(): Place[] {
  const t = useTranslations('admin.navigation');
  const entries = [
    { name: 'mailboxes', Icon: IconMail, shown: useMay('channel.read') },
    { name: 'chats', Icon: IconMessages, shown: useMay('channel.read') },
    { name: 'hooks', Icon: IconWebhook, shown: useMay('channel.edit') },
    { name: 'queues', Icon: IconInbox, shown: useMay('queue.read') },
    { name: 'hours', Icon: IconClock, shown: useMay('calendar.read') },
    { name: 'canned-replies', Icon: IconMessage2, shown: useMay('cannedReply.edit') },
    { name: 'ledger', Icon: IconBook2, shown: useMay('ledger.read') },
    { name: 'users', Icon: IconUsers, shown: useMay('user.read') },
    { name: 'teams', Icon: IconUsersGroup, shown: useMay('user.read') },
    { name: 'model', Icon: IconSparkles, shown: useMay('setting.read') },
    { name: 'installation', Icon: IconBuilding, shown: useMay('setting.read') },
    { name: 'profile', Icon: IconUser, shown: true },
  ] as const;
  return entries
    .filter(({ shown }) => shown)
    .map(({ name, Icon }) => ({ href: `/settings/${name}`, label: t(name), Icon }));
}
