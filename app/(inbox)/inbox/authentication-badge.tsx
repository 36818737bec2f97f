'use client';

import { Badge, HoverCard, Stack, Text } from '@mantine/core';
import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { MessageAuthentication } from '@/runtime/flow/facts';

const looks = {
  pass: { color: 'teal', Icon: IconShieldCheck },
  fail: { color: 'red', Icon: IconShieldX },
  none: { color: 'gray', Icon: IconShieldQuestion },
  unknown: { color: 'gray', Icon: IconShieldQuestion },
} as const;

/** Whether a mail really comes from the domain it names as its sender's, with what was found out about it. */
export function AuthenticationBadge({ authentication }: { authentication: MessageAuthentication }) {
  const t = useTranslations('inbox.authentication');
  const { verdict, domain, spf, dkim, dmarc, arc, signedBy, checkedBy } = authentication;
  const { color, Icon } = looks[verdict];
  return (
    <HoverCard width={320} withArrow shadow="md" openDelay={150}>
      <HoverCard.Target>
        <Badge
          component="button"
          type="button"
          size="sm"
          variant={verdict === 'fail' ? 'filled' : 'light'}
          color={color}
          leftSection={<Icon size={12} aria-hidden />}
          style={{ cursor: 'help', border: 0 }}
        >
          {t(`verdicts.${verdict}`)}
        </Badge>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <Stack gap={6}>
          <Text size="sm">{t(`texts.${verdict}`, { domain: domain || '?' })}</Text>
          <Text size="xs" c="dimmed" ff="monospace">
            SPF {spf} · DKIM {dkim} · DMARC {dmarc} · ARC {arc}
          </Text>
          {signedBy.length > 0 && (
            <Text size="xs" c="dimmed">
              {t('signedBy', { domains: signedBy.join(', ') })}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {checkedBy ? t('checkedBy', { server: checkedBy }) : t('checkedHere')}
          </Text>
        </Stack>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}
