'use client';

import { NavLink, Text } from '@mantine/core';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useSettingsPlaces } from '@/app/shell/places';
import classes from './settings.module.css';

/** Everything that the reader may set up. */
export function SettingsNavigation() {
  const t = useTranslations('admin.navigation');
  const pathname = usePathname();
  const entries = useSettingsPlaces();
  return (
    <nav className={classes.navigation} aria-label={t('label')}>
      <Text fw={650} size="lg" px={12} pb="sm">
        {t('label')}
      </Text>
      {entries.map(({ href, label, Icon }) => (
        <NavLink
          key={href}
          component={Link}
          href={href}
          label={label}
          active={pathname === href}
          leftSection={<Icon size={17} stroke={1.6} aria-hidden />}
          style={{ borderRadius: 'var(--mantine-radius-sm)' }}
        />
      ))}
    </nav>
  );
}
