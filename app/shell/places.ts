'use client';

import { IconHome, IconInbox, IconRoute, IconSettings, type TablerIcon } from '@tabler/icons-react';
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
