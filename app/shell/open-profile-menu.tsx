'use client';

import { ColorSwatch, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { LANGUAGE_COOKIE, type Language, languages } from '@/app/i18n/language';
import { useTRPC } from '@/app/trpc/client';
import { useAccount } from './account-context';
import type { OpenMenuProps } from './late-menu';
import { presences, usePresenceChoice } from './presence';
import { presenceColors } from './presence-colors';

const schemes = [
  { value: 'auto', Icon: IconDeviceDesktop },
  { value: 'light', Icon: IconSun },
  { value: 'dark', Icon: IconMoon },
] as const;

const check = <IconCheck size={16} aria-hidden />;

/** Who is signed in; presence, language, colours, signing out. */
export default function OpenProfileMenu({ button, menu }: OpenMenuProps) {
  const t = useTranslations('shell.profile');
  const locale = useLocale();
  const account = useAccount();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const changeLanguage = useChangeLanguage();
  const { presence, choose } = usePresenceChoice();
  const signOut = useSignOut();
  return (
    <Menu position="right-end" width={230} {...menu}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {account.name}
          <br />
          {account.email} · {t(`roles.${account.role}`)}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('presence')}</Menu.Label>
        {presences.map((value) => (
          <Menu.Item
            key={value}
            leftSection={
              <ColorSwatch
                size={10}
                color={`var(--mantine-color-${presenceColors[value]}-6)`}
                withShadow={false}
              />
            }
            rightSection={value === presence ? check : null}
            aria-current={value === presence}
            onClick={() => choose(value)}
          >
            {t(`presences.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        {languages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            rightSection={language === locale ? check : null}
            aria-current={language === locale}
            onClick={() => changeLanguage(language)}
          >
            {t(`languages.${language}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('colours')}</Menu.Label>
        {schemes.map(({ value, Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={value === colorScheme ? check : null}
            aria-current={value === colorScheme}
            onClick={() => setColorScheme(value)}
          >
            {t(`schemes.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Keeps the choice in a cookie for this browser and with the account for the next one. */
function useChangeLanguage(): (language: Language) => void {
  const trpc = useTRPC();
  const router = useRouter();
  const save = useMutation(trpc.profile.setLanguage.mutationOptions());
  return (language) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox.
    document.cookie = `${LANGUAGE_COOKIE}=${language};path=/;max-age=31536000;samesite=lax`;
    save.mutate({ language }, { onSettled: () => router.refresh() });
  };
}

function useSignOut(): () => void {
  return () => {
    void fetch('/api/auth/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }).finally(() => window.location.assign('/login'));
  };
}
