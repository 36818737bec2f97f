'use client';

import { Avatar, Badge, Checkbox, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type CSSProperties, memo } from 'react';
import { DueBadge } from './due-badge';
import { PriorityMark } from './priority';
import classes from './ticket-list.module.css';
import { useTimes } from './times';
import type { TicketLine } from './use-ticket-pages';
import { usePersonName } from './visitor-name';

interface TicketRowProps {
  ticket: TicketLine;
  selected: boolean;
  style: CSSProperties;
  onSelect(ticketId: string): void;
  marked: boolean;
  /** Some tickets are marked: every row shows its box. */
  marking: boolean;
  onMark(ticketId: string, upTo: boolean): void;
}

/** One ticket in the list: who, what, how urgent, who has it, who is looking. */
export const TicketRow = memo(function TicketRow({
  ticket,
  selected,
  style,
  onSelect,
  marked,
  marking,
  onMark,
}: TicketRowProps) {
  const t = useTranslations('inbox.list');
  const times = useTimes();
  const unread = ticket.unread > 0;
  const name = usePersonName()(ticket.customer.name || ticket.customer.address);
  return (
    <div className={classes.place} style={style} data-marking={marking}>
      <Checkbox
        className={classes.mark}
        // As large as WCAG 2.2, 2.5.8 wants a target to be.
        size="md"
        checked={marked}
        aria-label={t('mark', { number: ticket.number })}
        onClick={(event) => onMark(ticket.id, event.shiftKey)}
        readOnly
      />
      <UnstyledButton
        className={classes.row}
        data-marked={marked}
        aria-current={selected}
        onClick={(event) =>
          event.ctrlKey || event.metaKey || event.shiftKey
            ? onMark(ticket.id, event.shiftKey)
            : onSelect(ticket.id)
        }
      >
        {unread && <span className={classes.unreadDot} role="img" aria-label={t('unread')} />}
        <span className={classes.line}>
          <PriorityMark priority={ticket.priority} />
          <Text span className={classes.cut} fw={unread ? 650 : 500}>
            {name}
          </Text>
          <Text span size="xs" c="dimmed">
            {times.short(ticket.lastMessageAt)}
          </Text>
        </span>
        <span className={classes.line}>
          <Text span className={classes.cut} fw={unread ? 600 : 400}>
            {ticket.subject || t('noSubject')}
          </Text>
        </span>
        <span className={classes.line}>
          <Text span size="xs" c="dimmed" className={classes.cut}>
            {ticket.snippet}
          </Text>
          <TicketMarks ticket={ticket} />
        </span>
      </UnstyledButton>
    </div>
  );
});

/** Who is looking, by when it is due, its tags, who has it. */
function TicketMarks({ ticket }: { ticket: TicketLine }) {
  const t = useTranslations('inbox.list');
  return (
    <>
      {ticket.viewers.length > 0 && (
        <Tooltip label={t('viewing', { names: ticket.viewers.join(', ') })}>
          <IconEye
            size={15}
            color="var(--mantine-color-orange-6)"
            aria-label={t('viewing', { names: ticket.viewers.join(', ') })}
          />
        </Tooltip>
      )}
      {ticket.dueAt && <DueBadge dueAt={ticket.dueAt} breached={ticket.breached} />}
      {ticket.tags.slice(0, 2).map((tag) => (
        <Badge key={tag} size="sm" color="gray">
          {tag}
        </Badge>
      ))}
      {ticket.assigneeName && (
        <Tooltip label={ticket.assigneeName}>
          <Avatar size={20} radius="xl" name={ticket.assigneeName} color="petrol" alt={ticket.assigneeName} />
        </Tooltip>
      )}
    </>
  );
}
