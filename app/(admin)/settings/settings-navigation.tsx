'use client';

import { NavLink, Text } from '@mantine/core';
import {
  IconBook2,
  IconBuilding,
  IconClock,
  IconInbox,
  IconMail,
  IconMessage2,
  IconMessages,
  IconSparkles,
  IconUser,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import classes from './settings.module.css';

/** Everything that can be set up, as far as the reader's role goes. */
export function SettingsNavigation() {
  const t = useTranslations('admin.navigation');
  const pathname = usePathname();
  const entries = [
    { name: 'mailboxes', Icon: IconMail, shown: useMay('channel.read') },
    { name: 'chats', Icon: IconMessages, shown: useMay('channel.read') },
    { name: 'hooks', Icon: IconWebhook, shown: useMay('channel.edit') },
    { name: 'queues', Icon: IconInbox, shown: useMay('queue.read') },
    { name: 'hours', Icon: IconClock, shown: useMay('calendar.read') },
    { name: 'canned-replies', Icon: IconMessage2, shown: useMay('cannedReply.edit') },
    { name: 'ledger', Icon: IconBook2, shown: useMay('ledger.read') },
    { name: 'users', Icon: IconUsers, shown: useMay('user.read') },
    { name: 'model', Icon: IconSparkles, shown: useMay('setting.read') },
    { name: 'installation', Icon: IconBuilding, shown: useMay('setting.read') },
    { name: 'profile', Icon: IconUser, shown: true },
  ] as const;
  return (
    <nav className={classes.navigation} aria-label={t('label')}>
      <Text fw={650} size="lg" px={12} pb="sm">
        {t('label')}
      </Text>
      {entries
        .filter(({ shown }) => shown)
        .map(({ name, Icon }) => (
          <NavLink
            key={name}
            component={Link}
            href={`/settings/${name}`}
            label={t(name)}
            active={pathname === `/settings/${name}`}
            leftSection={<Icon size={17} stroke={1.6} aria-hidden />}
            style={{ borderRadius: 'var(--mantine-radius-sm)' }}
          />
        ))}
    </nav>
  );
}
