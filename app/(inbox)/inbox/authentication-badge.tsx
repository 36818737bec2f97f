'use client';

import { Badge, Group, HoverCard, Stack, Text } from '@mantine/core';
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
  const { verdict, domain, signedBy, checkedBy } = authentication;
  const { color, Icon } = looks[verdict];
  return (
    <HoverCard width={360} withArrow shadow="md" openDelay={150}>
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
          <Results authentication={authentication} />
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

/** Each check by the name that an administrator looks for, with its result in words. */
function Results({ authentication: { spf, dkim, dmarc, arc } }: { authentication: MessageAuthentication }) {
  const t = useTranslations('inbox.authentication');
  const checks = [
    ['spf', spf],
    ['dkim', dkim],
    ['dmarc', dmarc],
    // Only mail that was passed on has one.
    ...(arc === 'none' ? [] : [['arc', arc] as const]),
  ] as const;
  return (
    <dl style={{ margin: 0 }}>
      {checks.map(([name, result]) => (
        <Group key={name} gap={6} wrap="nowrap" align="baseline">
          <Text component="dt" size="xs" fw={600} w={56} flex="none">
            {name.toUpperCase()}
          </Text>
          <Text component="dd" size="xs" c="dimmed" m={0}>
            {t(`checks.${name}`)}: {t(`results.${result}`)}
          </Text>
        </Group>
      ))}
    </dl>
  );
}
