'use client';

import { ActionIcon, Badge, Group, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconLayoutSidebarRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { DueBadge } from './due-badge';
import { PriorityMark } from './priority';
import classes from './ticket.module.css';
import { TicketButtons, type TicketButtonsProps } from './ticket-buttons';
import { useTimes } from './times';

interface TicketHeadProps extends Omit<TicketButtonsProps, 'onMerge'> {
  onBack: (() => void) | null;
  sideShown: boolean;
  onToggleSide(): void;
  onMerge(): void;
}

const stateColors = { new: 'blue', open: 'petrol', parked: 'yellow', closed: 'gray' } as const;

/** Subject, state, place, and what can be done. */
export function TicketHead({
  ticket,
  actions,
  menu,
  onMenu,
  onBack,
  sideShown,
  onToggleSide,
  onMerge,
}: TicketHeadProps) {
  const t = useTranslations('inbox');
  const times = useTimes();
  const { data: targets } = useQuery(useTRPC().inbox.targets.queryOptions());
  const queue = targets?.queues.find(({ id }) => id === ticket.queueId);
  return (
    <header className={classes.head}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap={8} wrap="nowrap" miw={0}>
          {onBack && (
            <ActionIcon onClick={onBack} aria-label={t('back')}>
              <IconArrowLeft size={18} />
            </ActionIcon>
          )}
          <PriorityMark priority={ticket.priority} />
          <Title order={2} lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
            {ticket.subject || t('list.noSubject')}
          </Title>
        </Group>
        <Tooltip label={t('side.toggle')}>
          <ActionIcon onClick={onToggleSide} aria-label={t('side.toggle')} aria-pressed={sideShown}>
            <IconLayoutSidebarRight size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Group gap={8} mt={6} mb={10}>
        <Badge color={stateColors[ticket.state]}>{t(`states.${ticket.state}`)}</Badge>
        {ticket.dueAt && <DueBadge dueAt={ticket.dueAt} breached={ticket.breached} />}
        <Text size="xs" c="dimmed">
          {[
            `#${ticket.number}`,
            queue?.name,
            ticket.assigneeName ?? t('unassigned'),
            ticket.state === 'parked' && ticket.parkedUntil
              ? t('parkedUntil', { time: times.full(ticket.parkedUntil) })
              : times.full(ticket.createdAt),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Group>
      {!ticket.mergedInto && (
        <TicketButtons ticket={ticket} actions={actions} menu={menu} onMenu={onMenu} onMerge={onMerge} />
      )}
    </header>
  );
}
