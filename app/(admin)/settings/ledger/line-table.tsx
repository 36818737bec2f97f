'use client';

import { Anchor, Badge, Button, Table, Text } from '@mantine/core';
import type { inferRouterOutputs } from '@trpc/server';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTimes } from '@/app/(inbox)/inbox/times';
import { usePersonName } from '@/app/(inbox)/inbox/visitor-name';
import type { AppRouter } from '@/app/trpc/root';
import { Reason } from './reason';

export type Line = inferRouterOutputs<AppRouter>['ledger']['list']['lines'][number];

export const stateColors = {
  received: 'blue',
  ticket: 'teal',
  rejected: 'gray',
  quarantined: 'orange',
} as const;

interface LineTableProps {
  lines: Line[];
  /** Only some are asked for. */
  isSearched: boolean;
  onShow(line: Line): void;
}

/** Messages, newest first; the subject opens what is known about one. */
export function LineTable({ lines, isSearched, onShow }: LineTableProps) {
  const t = useTranslations('admin.ledger');
  const times = useTimes();
  const person = usePersonName();
  if (lines.length === 0) return <Text c="dimmed">{t(isSearched ? 'notFound' : 'empty')}</Text>;
  return (
    <Table.ScrollContainer minWidth={680}>
      <Table highlightOnHover layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={178}>{t('arrived')}</Table.Th>
            <Table.Th>{t('from')}</Table.Th>
            <Table.Th>{t('subject')}</Table.Th>
            <Table.Th w={176}>{t('state')}</Table.Th>
            <Table.Th w={92}>{t('ticket')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td className="numbers" style={{ whiteSpace: 'nowrap' }}>
                {times.full(line.arrivedAt)}
              </Table.Td>
              <Table.Td>
                <Text truncate title={line.from}>
                  {person(line.from)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  ta="left"
                  truncate
                  display="block"
                  maw="100%"
                  c={line.subject ? undefined : 'dimmed'}
                  title={line.subject || undefined}
                  onClick={() => onShow(line)}
                >
                  {line.subject || t('noSubject')}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <Badge color={stateColors[line.state]}>{t(`states.${line.state}`)}</Badge>
                <Text size="xs" c="dimmed" mt={2}>
                  <Reason reason={line.reason} />
                </Text>
              </Table.Td>
              <Table.Td>
                {line.ticketId && (
                  <Button
                    component={Link}
                    href={`/inbox?ticket=${line.ticketId}`}
                    size="compact-xs"
                    variant="subtle"
                  >
                    #{line.ticketNumber}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
