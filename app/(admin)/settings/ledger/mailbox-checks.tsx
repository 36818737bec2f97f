'use client';

import { Badge, Button, Group, Paper, Table, Text } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLocale, useTranslations } from 'next-intl';
import { useTimes } from '@/app/(inbox)/inbox/times';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useLive } from '@/app/trpc/live';
import type { AppRouter } from '@/app/trpc/root';
import { useSaving } from '../../shared/use-saving';
import { useFailureCause } from '../mailboxes/use-failure-cause';

type Check = inferRouterOutputs<AppRouter>['ledger']['checks'][number];
const colors = { wanted: 'gray', running: 'blue', done: 'teal', failed: 'red' } as const;

/** Whether everything that lies in the mailboxes is in the ledger too: compared every night, and when somebody asks. */
export function MailboxChecks() {
  const t = useTranslations('admin.ledger.checks');
  const trpc = useTRPC();
  const client = useQueryClient();
  const mayCheck = useMay('ledger.replay');
  const { data: checks } = useQuery(trpc.ledger.checks.queryOptions());
  const check = useMutation(trpc.ledger.check.mutationOptions(useSaving(trpc.ledger.checks.queryFilter())));
  useLive('ledger', () => void client.invalidateQueries(trpc.ledger.checks.queryFilter()));
  if (!checks || checks.length === 0) return null;
  return (
    <Paper withBorder p="sm" mb="md">
      <Group justify="space-between" mb="xs" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={600}>{t('title')}</Text>
          <Text size="xs" c="dimmed">
            {t('text')}
          </Text>
        </div>
        {mayCheck && (
          <Button
            variant="default"
            flex="none"
            size="compact-sm"
            leftSection={<IconChecks size={15} aria-hidden />}
            loading={check.isPending}
            onClick={() => check.mutate()}
          >
            {t('now')}
          </Button>
        )}
      </Group>
      <Table>
        <Table.Tbody>
          {checks.map((one) => (
            <CheckLine key={one.channelId} one={one} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

/** It came to its end, but some mails are still where only the mail server has them. */
function needsCare({ state, missing, repaired, unreadable }: NonNullable<Check['check']>): boolean {
  return state === 'done' && (missing > repaired || unreadable.length > 0);
}

function CheckLine({ one: { name, check } }: { one: Check }) {
  const t = useTranslations('admin.ledger.checks');
  const locale = useLocale();
  const times = useTimes();
  const causeOf = useFailureCause();
  return (
    <Table.Tr>
      <Table.Td>{name[locale] ?? Object.values(name)[0]}</Table.Td>
      <Table.Td>
        {check ? (
          <Badge color={needsCare(check) ? 'orange' : colors[check.state]} miw="max-content">
            {t(`states.${check.state}`)}
          </Badge>
        ) : (
          t('never')
        )}
      </Table.Td>
      <Table.Td>
        {check?.finishedAt && (
          <Text size="sm">
            {check.state === 'failed'
              ? t('failed', { reason: causeOf(check.error ?? '') })
              : t('counts', {
                  checked: check.checked,
                  missing: check.missing,
                  repaired: check.repaired,
                })}{' '}
            {check.waiting > 0 && t('waiting', { count: check.waiting })}{' '}
            {check.gone > 0 && t('gone', { count: check.gone })}{' '}
            {check.unreadable.length > 0 &&
              t('unreadable', {
                count: check.unreadable.length,
                places: check.unreadable
                  .map(({ folder, uid, reason }) => t('place', { folder, uid, reason: causeOf(reason) }))
                  .join(', '),
              })}
          </Text>
        )}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <Text size="xs" c="dimmed">
          {check?.finishedAt && times.full(check.finishedAt)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
