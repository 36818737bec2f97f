'use client';

import { Button, Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import {
  IconCheck,
  IconInbox,
  IconMail,
  IconMailForward,
  IconRoute,
  type TablerIcon,
} from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

interface Steps {
  channel: boolean;
  flow: boolean;
  message: boolean;
  answer: boolean;
}

const order: { name: keyof Steps; Icon: TablerIcon; href: string }[] = [
  { name: 'channel', Icon: IconMail, href: '/settings/mailboxes' },
  { name: 'flow', Icon: IconRoute, href: '/flows' },
  { name: 'message', Icon: IconMailForward, href: '/settings/mailboxes' },
  { name: 'answer', Icon: IconInbox, href: '/inbox' },
];

/** The path of a newcomer; gone once he has walked it. */
export function FirstSteps({ steps }: { steps: Steps }) {
  const t = useTranslations('admin.overview.steps');
  if (order.every(({ name }) => steps[name])) return null;
  const next = order.find(({ name }) => !steps[name])?.name;
  return (
    <Card withBorder padding="lg">
      <Title order={2} mb="md">
        {t('title')}
      </Title>
      <Stack gap="md">
        {order.map(({ name, Icon, href }) => (
          <Group key={name} wrap="nowrap" align="flex-start">
            <ThemeIcon
              radius="xl"
              size={34}
              variant={steps[name] ? 'filled' : 'light'}
              color={steps[name] ? 'teal' : name === next ? 'petrol' : 'gray'}
            >
              {steps[name] ? <IconCheck size={18} aria-label={t('done')} /> : <Icon size={18} aria-hidden />}
            </ThemeIcon>
            <Stack gap={2} flex={1}>
              <Text fw={600}>{t(`${name}.title`)}</Text>
              <Text c="dimmed">{t(`${name}.text`)}</Text>
            </Stack>
            {name === next && (
              <Button component={Link} href={href} size="compact-sm">
                {t(`${name}.button`)}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
