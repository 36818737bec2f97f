'use client';

import { Anchor, Card, Group, RingProgress, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';

interface UnaccountedGaugeProps {
  unaccounted: number;
  total: number;
  href: string | null;
}

/** The promise of the product as one number: messages of which nobody knows what became. It must be 0. */
export function UnaccountedGauge({ unaccounted, total, href }: UnaccountedGaugeProps) {
  const t = useTranslations('admin.overview.gauge');
  const format = useFormatter();
  const fine = unaccounted === 0;
  const share = total === 0 ? 100 : Math.max(0, 100 - (unaccounted / total) * 100);
  return (
    <Card withBorder padding="lg">
      <Group wrap="nowrap" gap="lg">
        <RingProgress
          size={150}
          thickness={11}
          roundCaps
          aria-hidden
          sections={[{ value: share, color: fine ? 'teal' : 'orange' }]}
          label={
            <Stack align="center" gap={0}>
              <Text fz={34} fw={680} lh={1.1}>
                {format.number(unaccounted)}
              </Text>
              <ThemeIcon variant="transparent" color={fine ? 'teal' : 'orange'} size="sm">
                {fine ? <IconCheck size={18} /> : <IconAlertTriangle size={18} />}
              </ThemeIcon>
            </Stack>
          }
        />
        <Stack gap={6}>
          <Text fw={600} size="md">
            {t('title', { count: unaccounted })}
          </Text>
          <Text c="dimmed">
            {total === 0 ? t('none') : t(fine ? 'fine' : 'open', { total: format.number(total) })}
          </Text>
          {href && (
            <Anchor component={Link} href={href}>
              {t('toLedger')}
            </Anchor>
          )}
        </Stack>
      </Group>
    </Card>
  );
}
