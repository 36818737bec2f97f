'use client';

import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { isMac } from './is-mac';
import { palette } from './palette-store';
import { usePlaces } from './places';
import { ProfileMenu } from './profile-menu';
import classes from './shell.module.css';
import { SignalMark } from './signal-mark';

/** The way around: one entry for every area that exists and that the reader may enter. */
export function Rail() {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const places = usePlaces();
  return (
    <nav className={classes.rail} aria-label={t('navigation')}>
      <Link
        href={places.some((place) => place.href === '/') ? '/' : '/inbox'}
        className={classes.brand}
        aria-label="Stellwerk"
      >
        <SignalMark size={30} />
      </Link>
      {places.map(({ href, label, Icon }) => (
        <Link
          key={href}
          href={href}
          className={classes.link}
          data-active={isInside(pathname, href) || undefined}
          aria-current={isInside(pathname, href) ? 'page' : undefined}
        >
          <Icon size={22} stroke={1.6} aria-hidden />
          {label}
        </Link>
      ))}
      <div className={classes.spacer} />
      <Tooltip label={t('commands.open', { key: isMac() ? '⌘K' : t('commands.key') })} position="right">
        <UnstyledButton className={classes.link} onClick={palette.open}>
          <IconSearch size={22} stroke={1.6} aria-hidden />
          {t('commands.short')}
        </UnstyledButton>
      </Tooltip>
      <ProfileMenu />
    </nav>
  );
}

function isInside(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
