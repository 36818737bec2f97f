'use client';

import { Avatar, Indicator, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { lazy } from 'react';
import { useAccount } from './account-context';
import { LateMenu } from './late-menu';
import { usePresenceChoice } from './presence';
import { presenceColors } from './presence-colors';
import classes from './shell.module.css';

const OpenProfileMenu = lazy(() => import('./open-profile-menu'));

/** Who is signed in, and his presence; the menu behind it comes when it is opened. */
export function ProfileMenu() {
  const t = useTranslations('shell.profile');
  const account = useAccount();
  const { presence } = usePresenceChoice();
  return (
    <LateMenu
      render={(props) => <OpenProfileMenu {...props} />}
      button={
        <UnstyledButton className={classes.link}>
          <VisuallyHidden>{t('menu', { name: account.name })}</VisuallyHidden>
          <Indicator
            size={10}
            offset={4}
            position="bottom-end"
            withBorder
            color={presenceColors[presence]}
            aria-label={t(`presences.${presence}`)}
          >
            <Avatar size={30} radius="xl" name={account.name} color="petrol" alt="" aria-hidden />
          </Indicator>
        </UnstyledButton>
      }
    />
  );
}
