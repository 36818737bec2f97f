'use client';

import {
  Alert,
  Button,
  Card,
  Container,
  Group,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useAccount, useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import { FirstSteps } from './first-steps';
import { UnaccountedGauge } from './unaccounted-gauge';

/** The first page: is everything accounted for, what needs a person, how far is the set-up. */
export function Overview() {
  const t = useTranslations('admin.overview');
  const account = useAccount();
  const mayReadLedger = useMay('ledger.read');
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data } = useQuery(
    trpc.overview.get.queryOptions(undefined, { refetchInterval: 15_000, staleTime: 0 }),
  );
  const refresh = () => void client.invalidateQueries(trpc.overview.get.queryFilter());
  useLive('ledger', refresh);
  useLive('ticket', refresh);
  return (
    <Container size={1080} py="xl">
      <Title order={1} mb="lg">
        {t('greeting', { name: account.name })}
      </Title>
      {!data && <Waiting />}
      {data && (
        <Stack gap="lg">
          {data.failingChannels.map(({ id, message }) => (
            <Alert key={id} color="red" icon={<IconAlertTriangle aria-hidden />} title={t('channelFailing')}>
              <Group justify="space-between">
                <Text>{message}</Text>
                <Button
                  size="compact-sm"
                  variant="light"
                  color="red"
                  component={Link}
                  href="/settings/mailboxes"
                >
                  {t('toMailboxes')}
                </Button>
              </Group>
            </Alert>
          ))}
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            <UnaccountedGauge
              unaccounted={data.ledger.unaccounted}
              total={data.ledger.total}
              href={mayReadLedger ? '/settings/ledger' : null}
            />
            <SimpleGrid cols={2}>
              <Figure value={data.openTickets} label={t('openTickets')} href="/inbox?view=open" />
              <Figure value={data.unassignedTickets} label={t('unassigned')} href="/inbox?view=unassigned" />
              <Figure value={data.receivedToday} label={t('receivedToday')} href="/settings/ledger" />
              <Figure
                value={data.ledger.quarantined}
                label={t('quarantined')}
                href="/settings/ledger?state=quarantined"
                alarming
              />
            </SimpleGrid>
          </SimpleGrid>
          {data.undelivered > 0 && (
            <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
              {t('undelivered', { count: data.undelivered })}
            </Alert>
          )}
          <FirstSteps steps={data.steps} />
        </Stack>
      )}
    </Container>
  );
}

function Figure({
  value,
  label,
  href,
  alarming,
}: {
  value: number;
  label: string;
  href: string;
  alarming?: boolean;
}) {
  const format = useFormatter();
  return (
    <Card withBorder component={Link} href={href} padding="md">
      <Text fz={28} fw={650} lh={1.2} c={alarming && value > 0 ? 'orange' : undefined}>
        {format.number(value)}
      </Text>
      <Text c="dimmed">{label}</Text>
    </Card>
  );
}

function Waiting() {
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Skeleton h={190} />
        <Skeleton h={190} />
      </SimpleGrid>
      <Skeleton h={220} />
    </Stack>
  );
}
