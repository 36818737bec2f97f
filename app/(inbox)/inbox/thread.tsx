'use client';

import { Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { type MessageActions, MessageCard } from './message-card';
import classes from './ticket.module.css';
import type { TicketDetail } from './use-ticket-actions';

/** All messages of a ticket, of every channel, oldest first; opened at the newest. */
export function Thread({ ticket, actions }: { ticket: TicketDetail; actions: MessageActions }) {
  const end = useRef<HTMLDivElement>(null);
  const count = ticket.messages.length;
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  return (
    <div className={classes.thread}>
      <Stack gap="sm" maw={860}>
        {ticket.messages.map((message) => (
          <MessageCard key={message.id} message={message} actions={actions} />
        ))}
      </Stack>
      <div ref={end} />
    </div>
  );
}
