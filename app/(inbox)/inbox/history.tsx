'use client';

import { Anchor, Skeleton, Stack, Text, Timeline } from '@mantine/core';
import { IconMailX, IconRoute, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { useSelection } from './selection';
import { useTimes } from './times';

type Entry = inferRouterOutputs<AppRouter>['tickets']['history'][number];

/** "Why is this here?": every decision of the flow, everything people did and mail that came back, in sentences. */
export function History({ ticketId }: { ticketId: string }) {
  const t = useTranslations('inbox.history');
  const { data: entries } = useQuery(useTRPC().tickets.history.queryOptions({ id: ticketId }));
  if (!entries) return <Skeleton h={80} />;
  if (entries.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {t('nothing')}
      </Text>
    );
  }
  return (
    <Timeline bulletSize={20} lineWidth={1}>
      {entries.map((entry, index) => (
        <Timeline.Item
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever appended.
          key={index}
          bullet={bullets[entry.by]}
        >
          <OneEntry entry={entry} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

const bullets = {
  flow: <IconRoute size={12} aria-hidden />,
  person: <IconUser size={12} aria-hidden />,
  mail: <IconMailX size={12} aria-hidden />,
};

function OneEntry({ entry }: { entry: Entry }) {
  switch (entry.by) {
    case 'flow':
      return <FlowEntry entry={entry} />;
    case 'person':
      return <PersonEntry entry={entry} />;
    case 'mail':
      return <MailEntry entry={entry} />;
  }
}

function MailEntry({ entry: { reported, addresses, at } }: { entry: Extract<Entry, { by: 'mail' }> }) {
  const t = useTranslations('inbox.history.mail');
  const times = useTimes();
  return (
    <Stack gap={0}>
      <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
        {t(reported, { addresses: addresses.join(', ') })}
      </Text>
      <Text size="xs" c="dimmed">
        {times.short(at)}
      </Text>
    </Stack>
  );
}

function FlowEntry({ entry }: { entry: Extract<Entry, { by: 'flow' }> }) {
  const t = useTranslations('inbox.history');
  const times = useTimes();
  const mayReadFlow = useMay('flow.read');
  const place = `${entry.flowName} · ${entry.nodeTitle}`;
  return (
    <Stack gap={0}>
      <Text size="xs">{entry.sentence ?? t(`outcomes.${entry.outcome}`, { node: entry.nodeTitle })}</Text>
      <Text size="xs" c="dimmed">
        {mayReadFlow ? (
          <Anchor component={Link} href={`/flows/${entry.flowId}?node=${entry.nodeId}`} size="xs" c="dimmed">
            {place}
          </Anchor>
        ) : (
          place
        )}{' '}
        · {times.short(entry.at)}
      </Text>
    </Stack>
  );
}

/** Closing or parking may be done together with a reply. */
function wordsFor(kind: Extract<Entry, { by: 'person' }>['kind'], detail: string | null) {
  if (kind !== 'replied' || detail === null) return kind;
  return detail === 'close' ? 'repliedAndClosed' : 'repliedAndParked';
}

function PersonEntry({ entry }: { entry: Extract<Entry, { by: 'person' }> }) {
  const t = useTranslations('inbox.history');
  const times = useTimes();
  const { kind, name, detail, otherTicketId } = entry;
  const { selectTicket } = useSelection();
  const sentence =
    kind === 'parked' && detail
      ? t('people.parkedUntil', { name, detail: times.full(new Date(detail)) })
      : t(`people.${wordsFor(kind, detail)}`, { name, detail: detail ?? '' });
  return (
    <Stack gap={0}>
      <Text size="xs" td={entry.undone ? 'line-through' : undefined}>
        {sentence}{' '}
        {otherTicketId && !entry.undone && (
          <Anchor component="button" type="button" size="xs" onClick={() => selectTicket(otherTicketId)}>
            {t('open')}
          </Anchor>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        {times.short(entry.at)}
      </Text>
    </Stack>
  );
}
